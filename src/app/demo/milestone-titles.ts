// What fictional milestones are called (演示数据): steps in which such tasks are done, in their usual order.

const openings = ["完成现状调研并形成问题清单", "成立工作专班并明确责任分工", "完成企业需求摸底和政策梳理"] as const;
const drafts = ["印发实施细则", "形成改革方案并征求意见", "制定操作指引和办理流程", "签订部门协作备忘录"] as const;
const trials = ["遴选首批试点单位", "上线业务办理平台", "建成首个示范场景", "开展首批业务办理"] as const;
const firsts = ["首单业务落地", "首批企业享受政策", "首个项目投入运行", "形成阶段性数据成果"] as const;
const reviews = [
  "开展中期评估并完善措施",
  "扩大试点范围至重点区县",
  "组织第三方评估",
  "完成风险评估和预案演练",
] as const;
const ends = ["形成可复制可推广的经验材料", "固化为长效制度", "完成总结验收", "在全市复制推广"] as const;

/** The choices for each step; a task with fewer milestones leaves out some in the middle. */
export const milestoneSteps: readonly (readonly string[])[] = [openings, drafts, trials, firsts, reviews, ends];
