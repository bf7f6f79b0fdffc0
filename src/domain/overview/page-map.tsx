// The operator's map with its review number 审图号: places coloured as their tiles, each a link.
import { useNavigate, useRouter } from "@tanstack/react-router";
import { useMessages } from "../../app/web/messages.tsx";
import { codesOf } from "../../kernel/labels.ts";
import { lights } from "../tasks/model.ts";
import type { MapDrawing, PlaceFigures } from "./model.ts";
import type { OverviewPart } from "./page-ledger-link.tsx";
import { words } from "./page-words.ts";

type Shape = MapDrawing["shapes"][number];

/** Is this shape that place? By its code, else by its name. */
export const isPlaceOf = (shape: Shape, place: PlaceFigures): boolean =>
  (shape.code !== null && shape.code === place.code) || shape.name === place.name || shape.name === place.shortName;

/** Room a name needs, by character, in the units of the drawing. */
const characterRoom = 16;

export function PlaceMap({ at, map, places }: { at: OverviewPart; map: MapDrawing; places: readonly PlaceFigures[] }) {
  const { say } = useMessages();
  return (
    <figure className="place-map">
      <svg viewBox={`-4 -4 ${map.width + 8} ${map.height + 8}`}>
        <title>{say(words.places)}</title>
        {map.shapes.map((shape) => (
          <PlaceShape
            key={`${shape.code ?? ""} ${shape.name}`}
            at={at}
            shape={shape}
            place={places.find((place) => isPlaceOf(shape, place))}
          />
        ))}
      </svg>
      <figcaption className="muted">{say(words.reviewNumber, { number: map.reviewNumber })}</figcaption>
    </figure>
  );
}

function PlaceShape({ at, shape, place }: { at: OverviewPart; shape: Shape; place: PlaceFigures | undefined }) {
  const { say, word, list } = useMessages();
  const router = useRouter();
  const navigate = useNavigate();
  const name = place?.shortName ?? shape.name;
  const drawn = (
    <>
      <path d={shape.path} />
      {shape.room >= name.length * characterRoom ? (
        <text x={shape.x} y={shape.y}>
          {name}
        </text>
      ) : null}
    </>
  );
  if (!place?.light)
    return (
      <g className="place-shape is-none">
        <title>{`${name} · ${say(words.placeNoTasks)}`}</title>
        {drawn}
      </g>
    );
  const counted = codesOf(lights).flatMap((light) =>
    place.lights[light] ? [`${word(lights[light])} ${place.lights[light]}`] : [],
  );
  const label = say(words.placeTile, {
    place: place.name,
    lead: place.lead,
    support: place.support,
    lights: list(counted),
  });
  const target = {
    to: "/p/$programmeId/ledger",
    params: { programmeId: at.programmeId },
    search: { unit: place.unitId as string, parts: "with", ...(at.asOf ? { asOf: at.asOf } : {}) },
  } as const;
  return (
    <a
      href={router.buildLocation(target).href}
      aria-label={label}
      className={`place-shape is-${place.light}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        void navigate(target);
      }}
    >
      <title>{label}</title>
      {drawn}
    </a>
  );
}
