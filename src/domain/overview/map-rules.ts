// An approved map 标准地图 that the operator supplies: what a file must hold, and how it becomes shapes to draw.
// A map shown inside an organisation needs its review number 审图号 (地图管理条例, State Council order 664).
import { z } from "zod";
import type { MapDrawing } from "./model.ts";

/** The largest file, bytes, and the most points and places it may hold. */
export const largestMap = 5 * 1024 * 1024;
const mostPoints = 200_000;
const mostPlaces = 500;
/** Width of the drawing; its height follows from the map. */
const width = 1000;

/** Why a file cannot be used; the words are those of `map.unusable`. */
export type MapProblem =
  | "absent"
  | "tooLarge"
  | "notGeoJson"
  | "noShapes"
  | "noName"
  | "noReviewNumber"
  | "badCoordinates"
  | "tooManyPoints";

type Ring = [number, number][];

const position = z.array(z.number()).min(2).max(4);
const ring = z.array(position).min(4);
const Geometry = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Polygon"), coordinates: z.array(ring).min(1) }),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(ring).min(1)).min(1) }),
]);
const Collection = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(z.object({ properties: z.record(z.string(), z.unknown()).nullable(), geometry: z.unknown() })),
});

/** `GS(2022)1234号`, `GS京(2022)1061号`, `渝S(2023)017号`, brackets of either width. */
const reviewNumber = /^(GS\p{Script=Han}?|\p{Script=Han}{1,3}S)[(（]\d{4}[)）]\d{1,6}号$/u;

/**
 * Reads a GeoJSON text: a FeatureCollection of polygons with `name` or `adcode`, and the review number as `reviewNumber` or
 * `审图号` beside `features`. Longitude is narrowed by the middle latitude, so that the shapes look as on a map.
 */
export function readMap(text: string): { map: MapDrawing } | { problem: MapProblem } {
  let data: Record<string, unknown>;
  try {
    data = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { problem: "notGeoJson" };
  }
  const collection = Collection.safeParse(data);
  if (!collection.success) return { problem: "notGeoJson" };
  const { features } = collection.data;
  if (features.length === 0 || features.length > mostPlaces) return { problem: "noShapes" };
  const number = [data.reviewNumber, data.审图号].find((one) => typeof one === "string")?.trim() ?? "";
  if (!reviewNumber.test(number)) return { problem: "noReviewNumber" };
  const places: { name: string; code: string | null; rings: Ring[] }[] = [];
  let points = 0;
  for (const { properties, geometry } of features) {
    const shape = Geometry.safeParse(geometry);
    if (!shape.success) return { problem: "noShapes" };
    const name = textOf(properties?.name);
    const code = textOf(properties?.adcode);
    if (!name && !code) return { problem: "noName" };
    const polygons = shape.data.type === "Polygon" ? [shape.data.coordinates] : shape.data.coordinates;
    const rings = polygons.flat() as Ring[];
    points += rings.reduce((sum, one) => sum + one.length, 0);
    if (points > mostPoints) return { problem: "tooManyPoints" };
    places.push({ name: name || code, code: code || null, rings });
  }
  const bounds = boundsOf(places.flatMap((place) => place.rings));
  if (!bounds) return { problem: "badCoordinates" };
  return { map: { reviewNumber: number, ...drawn(places, bounds) } };
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value.trim().slice(0, 60) : typeof value === "number" ? String(value) : "";

interface Bounds {
  west: number;
  east: number;
  south: number;
  north: number;
}

/** Null where a place lies off the globe, or all of them in one point. */
function boundsOf(rings: readonly Ring[]): Bounds | null {
  const bounds = { west: 180, east: -180, south: 90, north: -90 };
  for (const one of rings)
    for (const [east, north] of one) {
      if (Math.abs(east) > 180 || Math.abs(north) > 90) return null;
      bounds.west = Math.min(bounds.west, east);
      bounds.east = Math.max(bounds.east, east);
      bounds.south = Math.min(bounds.south, north);
      bounds.north = Math.max(bounds.north, north);
    }
  return bounds.east > bounds.west && bounds.north > bounds.south ? bounds : null;
}

function drawn(
  places: readonly { name: string; code: string | null; rings: Ring[] }[],
  { west, east, south, north }: Bounds,
): Omit<MapDrawing, "reviewNumber"> {
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = width / ((east - west) * narrow);
  const xOf = (longitude: number) => Math.round((longitude - west) * narrow * scale * 10) / 10;
  const yOf = (latitude: number) => Math.round((north - latitude) * scale * 10) / 10;
  return {
    width,
    height: Math.ceil((north - south) * scale),
    shapes: places.map(({ name, code, rings }) => {
      const boxes = rings.map((one) => boundsOf([one]) ?? { west: 0, east: 0, south: 0, north: 0 });
      const size = (box: Bounds) => (box.east - box.west) * (box.north - box.south);
      const largest = boxes.reduce((a, b) => (size(b) > size(a) ? b : a));
      return {
        name,
        code,
        path: rings.map((one) => pathOf(one, xOf, yOf)).join(""),
        // Where the name goes: the middle of the largest part, and how much room there is.
        x: xOf((largest.west + largest.east) / 2),
        y: yOf((largest.south + largest.north) / 2),
        room: Math.round((largest.east - largest.west) * narrow * scale),
      };
    }),
  };
}

/** A closed path; points that fall together at the drawing's size are drawn once. */
function pathOf(one: Ring, xOf: (longitude: number) => number, yOf: (latitude: number) => number): string {
  let path = "";
  let last = "";
  for (const [longitude, latitude] of one) {
    const point = `${xOf(longitude)} ${yOf(latitude)}`;
    if (point !== last) path += path === "" ? `M${point}` : `L${point}`;
    last = point;
  }
  return `${path}Z`;
}
