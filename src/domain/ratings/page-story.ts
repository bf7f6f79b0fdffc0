// Events of ratings in the story of a task: what they are called, their fields and codes.
import type { Label } from "../../kernel/labels.ts";
import { lights } from "../tasks/model.ts";
import { confidencePoints, overrideStates } from "./model.ts";
import { claimStates } from "./model-maturity.ts";
import { storyEvents, storyFields } from "./page-words.ts";

export const ratingStory: {
  events: Readonly<Record<string, Label>>;
  fields: Readonly<Record<string, Label>>;
  values: Readonly<Record<string, Readonly<Record<string, Label>>>>;
} = {
  events: storyEvents,
  fields: storyFields,
  values: { light: lights, override: overrideStates, points: confidencePoints, claim: claimStates },
};
