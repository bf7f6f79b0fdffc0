// What the screens of this module say, in both languages; words of the domain itself are in model.ts.
import { defineLabels } from "../../kernel/labels.ts";

export const words = defineLabels({
  heading: { zh: "佐证材料", en: "Evidence" },
  none: { zh: "无佐证", en: "No evidence" },
  noneNext: { zh: "拖入文件，或填写链接。", en: "Drop a file here, or enter a link." },
});
