// What the bar and the grid of the ledger say, in both languages.
import { defineLabels } from "../../kernel/labels.ts";

export const words = defineLabels({
  views: { zh: "视图方式", en: "View as" },
});
