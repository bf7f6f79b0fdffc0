// The words of the progress lights for screens of modules that stand above the ledger and may not import it.
import { lights } from "../../../domain/tasks/model.ts";

export const lightWords = lights;
