// The chapters of the fictional city's history, in the order in which they may know of each other.
import { peopleChapter, unitsChapter } from "./chapters/city.ts";
import { lightsChapter } from "./chapters/lights.ts";
import { mergerChapter } from "./chapters/merger.ts";
import { officialsChapter } from "./chapters/officials.ts";
import { dataPlanChapter, secondVersionChapter, servicesPlanChapter } from "./chapters/plans.ts";
import { roundsChapter } from "./chapters/rounds.ts";
import type { Chapter } from "./stage.ts";

/** A module that has something to tell in the demo adds its chapter here, or a course in `courses.ts`. */
export const chapters: readonly Chapter[] = [
  unitsChapter,
  peopleChapter,
  servicesPlanChapter,
  mergerChapter,
  secondVersionChapter,
  dataPlanChapter,
  officialsChapter,
  roundsChapter,
  lightsChapter,
];
