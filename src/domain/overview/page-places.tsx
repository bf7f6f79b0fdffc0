// Districts and platforms as tiles 区县与平台: coloured by the light that needs attention most, with the number in words.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type CSSProperties, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { useMe } from "../../app/web/session.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Light } from "../../app/web/ui/light.tsx";
import { useNarrow } from "../../app/web/ui/narrow.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { codesOf } from "../../kernel/labels.ts";
import { lights } from "../tasks/model.ts";
import type { Overview, PlaceFigures } from "./model.ts";
import { LedgerLink, type OverviewPart } from "./page-ledger-link.tsx";
import { isPlaceOf, PlaceMap } from "./page-map.tsx";
import { words } from "./page-words.ts";
import { layTiles } from "./tiles.ts";
import "./page-places.css";

export function PlacesBox({ overview, asOf }: { overview: Overview; asOf: string | undefined }) {
  const { say } = useMessages();
  const narrow = useNarrow();
  const at = { programmeId: overview.programmeId, asOf };
  // Of what somebody may not see, nothing is said: not even that there is nothing.
  const places = overview.whole ? overview.places : overview.places.filter((place) => place.light !== null);
  const districts = places.filter((place) => place.kind === "district");
  const platforms = places.filter((place) => place.kind === "platform");
  const { drawn, others } = layTiles(districts);
  const office = useMe()?.duties.includes("office") ?? false;
  const [schematic, setSchematic] = useState(false);
  const found = useQuery({
    queryKey: ["map"],
    queryFn: ({ signal }) => api.overview.getMap({}, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const map = found.data?.map ?? null;
  // A map of other places says nothing about this pilot.
  const fits = map !== null && districts.some((place) => map.shapes.some((shape) => isPlaceOf(shape, place)));
  const onMap = fits && !schematic;
  return (
    <section className="overview-box overview-places" aria-labelledby="overview-places">
      <h2 id="overview-places">
        {say(words.places)}
        {fits ? (
          <Button kind="quiet" className="no-print" onClick={() => setSchematic(!schematic)}>
            {say(schematic ? words.map : words.schematic)}
          </Button>
        ) : null}
        <Link
          to="/p/$programmeId/ledger"
          params={{ programmeId: overview.programmeId }}
          search={{ view: "units", kind: "district", ...(asOf ? { asOf } : {}) }}
          className="no-print"
        >
          {say(words.placesTable)}
        </Link>
      </h2>
      {places.length === 0 ? (
        <p className="muted">{say(words.placesNone)}</p>
      ) : (
        <p className="muted">{say(onMap ? words.mapHint : words.placesHint)}</p>
      )}
      {/* Only the office can have the file mended. */}
      {office ? <RefusalNotice error={found.error} /> : null}
      {onMap && map ? <PlaceMap at={at} map={map} places={districts} /> : null}
      {!onMap && drawn.length > 0 && !narrow ? (
        <ul className="tiles is-drawn">
          {drawn.map(({ place, column, row }) => (
            <Tile key={place.unitId} at={at} place={place} style={{ gridColumn: column, gridRow: row }} />
          ))}
        </ul>
      ) : null}
      {!onMap && drawn.length > 0 && narrow ? <Tiles at={at} places={drawn.map(({ place }) => place)} /> : null}
      {!onMap && others.length > 0 ? (
        <>
          {drawn.length > 0 ? <h3>{say(words.otherPlaces)}</h3> : null}
          <Tiles at={at} places={others} />
        </>
      ) : null}
      {platforms.length > 0 ? (
        <>
          <h3>{say(words.platforms)}</h3>
          <Tiles at={at} places={platforms} />
        </>
      ) : null}
    </section>
  );
}

const Tiles = ({ at, places }: { at: OverviewPart; places: readonly PlaceFigures[] }) => (
  <ul className="tiles">
    {places.map((place) => (
      <Tile key={place.unitId} at={at} place={place} />
    ))}
  </ul>
);

function Tile({ at, place, style }: { at: OverviewPart; place: PlaceFigures; style?: CSSProperties }) {
  const { say, word, list } = useMessages();
  const counted = codesOf(lights).flatMap((light) =>
    place.lights[light] ? [`${word(lights[light])} ${place.lights[light]}`] : [],
  );
  const label = say(words.placeTile, {
    place: place.name,
    lead: place.lead,
    support: place.support,
    lights: list(counted) || say(words.placeNoTasks),
  });
  return (
    <li className={`tile is-${place.light ?? "none"}`} style={style}>
      <LedgerLink at={at} filter={{ unit: place.unitId, parts: "with" }}>
        <span className="tile-name" title={label}>
          {place.shortName}
        </span>
        {place.light ? (
          <span className="tile-line">
            <Light light={place.light} />
            <span className="muted">{place.lights[place.light]}</span>
          </span>
        ) : (
          <span className="tile-line muted">{say(words.placeNoTasks)}</span>
        )}
        <span className="sr">{label}</span>
      </LedgerLink>
    </li>
  );
}
