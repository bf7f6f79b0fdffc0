// Words of the ledger for screens of modules that stand above it and may not import it: lights and states of a task.
import { lights, taskStates } from "../../../domain/tasks/model.ts";

export const lightWords = lights;
export const stateWords = taskStates;
