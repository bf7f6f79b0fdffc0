// The chapters of the fictional city's history, in the order in which they may know of each other.

import { adjustmentsChapter } from "./chapters/adjustments.ts";
import { peopleChapter, unitsChapter } from "./chapters/city.ts";
import { closeOutsChapter } from "./chapters/close-outs.ts";
import { districtsChapter } from "./chapters/districts.ts";
import { lightsChapter } from "./chapters/lights.ts";
import { mattersChapter } from "./chapters/matters.ts";
import { meetingsChapter } from "./chapters/meetings.ts";
import { mergerChapter } from "./chapters/merger.ts";
import { ministriesChapter } from "./chapters/ministries.ts";
import { officialsChapter } from "./chapters/officials.ts";
import { ordersChapter } from "./chapters/orders.ts";
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
  closeOutsChapter,
  adjustmentsChapter,
  districtsChapter,
  roundsChapter,
  lightsChapter,
  ordersChapter,
  mattersChapter,
  ministriesChapter,
  meetingsChapter,
];
