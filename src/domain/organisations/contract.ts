// Units and people over HTTP 单位与人员.
import { z } from "zod";
import { defineContract } from "../../kernel/contract.ts";
import { codesOf } from "../../kernel/labels.ts";
import { listQuery, pageOf, severalOf } from "../../kernel/page-of.ts";
import {
  type Duty,
  DutyAt,
  NewPerson,
  NewUnit,
  Person,
  PersonId,
  Unit,
  UnitChange,
  UnitId,
  UnitSuccession,
  UnitSummary,
  unitKinds,
} from "./model.ts";

const UnitPath = z.object({ unitId: UnitId });
const PersonPath = z.object({ personId: PersonId });

export const organisationsApi = defineContract<Duty>()({
  listUnits: {
    method: "GET",
    path: "/units",
    query: z.object({
      ...listQuery(["tree", "name"]),
      kind: severalOf(codesOf(unitKinds)),
      parent: UnitId.optional(),
      known: z.enum(["true", "false"]).optional(),
    }),
    reply: pageOf(UnitSummary),
    for: "signedIn",
    zh: "单位列表",
    en: "List units",
  },
  getUnit: {
    method: "GET",
    path: "/units/{unitId}",
    params: UnitPath,
    reply: Unit,
    for: "signedIn",
    zh: "单位",
    en: "Read a unit",
  },
  addUnit: {
    method: "POST",
    path: "/units",
    body: NewUnit,
    reply: Unit,
    for: ["office", "system"],
    zh: "新增单位",
    en: "Add a unit",
  },
  changeUnit: {
    method: "PATCH",
    path: "/units/{unitId}",
    params: UnitPath,
    body: UnitChange,
    reply: Unit,
    for: ["office", "system"],
    versioned: true,
    zh: "修改单位",
    en: "Change a unit",
  },
  succeedUnit: {
    method: "POST",
    path: "/units/{unitId}/succeed",
    params: UnitPath,
    body: UnitSuccession,
    reply: Unit,
    for: ["office"],
    versioned: true,
    zh: "登记单位变更",
    en: "Record that another unit takes over",
  },
  getPerson: {
    method: "GET",
    path: "/people/{personId}",
    params: PersonPath,
    reply: Person,
    for: ["office", "system", "security", "audit"],
    zh: "人员与职责",
    en: "Read a person with present and past duties",
  },
  addPerson: {
    method: "POST",
    path: "/people",
    body: NewPerson,
    reply: Person,
    for: ["system"],
    zh: "新增人员",
    en: "Add a person",
  },
  grantDuty: {
    method: "POST",
    path: "/people/{personId}/duties",
    params: PersonPath,
    body: DutyAt,
    reply: Person,
    for: ["security", "system"],
    zh: "授予职责",
    en: "Grant a duty",
  },
  endDuty: {
    method: "POST",
    path: "/people/{personId}/duties/end",
    params: PersonPath,
    body: DutyAt,
    reply: Person,
    for: ["security"],
    zh: "解除职责",
    en: "End a duty",
  },
});
