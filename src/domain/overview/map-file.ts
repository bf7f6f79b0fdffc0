// The operator's map file: read when it is asked for, kept until the file changes.
import { readFile, stat } from "node:fs/promises";
import { largestMap, type MapProblem, readMap } from "./map-rules.ts";
import { type MapDrawing, mapProblems, overviewFault } from "./model.ts";

interface Kept {
  changed: number;
  read: { map: MapDrawing } | { problem: MapProblem };
}

/**
 * @param path the file named by the operator; null: there is none
 * @returns a reader that gives the map, null without one
 * @throws Fault `map.unusable` with what to mend
 */
export function mapReader(path: string | null): () => Promise<MapDrawing | null> {
  let kept: Kept | null = null;
  return async () => {
    if (!path) return null;
    const file = await stat(path).catch(() => null);
    if (!file?.isFile()) return refuse("absent");
    if (file.size > largestMap) return refuse("tooLarge");
    if (kept?.changed !== file.mtimeMs) kept = { changed: file.mtimeMs, read: readMap(await readFile(path, "utf8")) };
    return "map" in kept.read ? kept.read.map : refuse(kept.read.problem);
  };
}

function refuse(problem: MapProblem): never {
  const { zh, en } = mapProblems[problem];
  throw overviewFault("map.unusable", { problem: { zh, en } });
}
