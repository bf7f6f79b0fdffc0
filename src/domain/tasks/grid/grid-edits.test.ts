// Nothing typed into the grid is lost: offline, refused, overtaken by somebody else, undone and done again.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CellField, type CellValue, fieldShapes } from "./grid-cells.ts";
import { type EditableTask, type EditOutcome, EditQueue, type SentEdit } from "./grid-edits.ts";

const bare = (id: string): EditableTask =>
  ({ id, version: 1, ...Object.fromEntries(Object.keys(fieldShapes).map((field) => [field, null])) }) as EditableTask;

/** A ledger that answers as the server does: by version, each row on its own. */
function office(ids: string[]) {
  const ledger = new Map(ids.map((id) => [id, bare(id)]));
  const screen = new Map(ledger);
  const retries: (() => void)[] = [];
  const state = { reachable: true, refuses: new Set<string>(), requests: 0, largest: 0 };
  const write = (id: string, change: SentEdit["change"]) => {
    const task = ledger.get(id) as EditableTask;
    const next = { ...task, ...change, version: task.version + 1 } as EditableTask;
    ledger.set(id, next);
    return next;
  };
  const answer = ({ taskId, version, change }: SentEdit): EditOutcome => {
    const task = ledger.get(taskId);
    if (!task) return { taskId, outcome: "absent", messages: { zh: "没有", en: "absent" } };
    if (state.refuses.has(taskId)) return { taskId, outcome: "refused", messages: { zh: "不可", en: "refused" } };
    if (task.version !== version) return { taskId, outcome: "stale", task };
    return { taskId, outcome: "saved", task: write(taskId, change) };
  };
  const queue = new EditQueue({
    send: async (edits) => {
      state.requests++;
      state.largest = Math.max(state.largest, Buffer.byteLength(JSON.stringify({ edits })));
      if (!state.reachable) throw new TypeError("unreachable");
      return edits.map(answer);
    },
    taskOf: (id) => screen.get(id),
    onTasks: (tasks) => {
      for (const task of tasks) screen.set(task.id, task);
    },
    later: (_, run) => retries.push(run),
  });
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  const type = (taskId: string, field: CellField, value: CellValue) => {
    const cell = queue.snapshot().rows.get(taskId)?.[field];
    queue.stage([{ taskId, field, before: cell ? cell.value : (screen.get(taskId)?.[field] ?? null), value }]);
  };
  const cell = (taskId: string, field: CellField) => queue.snapshot().rows.get(taskId)?.[field];
  /** The screen hears of what others did before anything is sent. */
  const hear = (id: string) => screen.set(id, ledger.get(id) as EditableTask);
  return { ledger, queue, retries, state, write, settle, type, cell, hear };
}

describe("录入单元格", () => {
  test("立即显示，保存后不再另存", async () => {
    const { ledger, type, cell, settle, queue } = office(["a"]);
    type("a", "contact", "张三");
    expect(cell("a", "contact")).toMatchObject({ value: "张三", state: "sending" });
    await settle();
    expect(queue.snapshot().rows.size).toBe(0);
    expect(ledger.get("a")).toMatchObject({ contact: "张三", version: 2 });
  });
  test("五百行长文字分几次送存，每次都在服务器收得下的一兆之内，一行不少", async () => {
    const ids = Array.from({ length: 500 }, (_, index) => `${index}`.padStart(36, "0"));
    const { ledger, queue, state, settle } = office(ids);
    const long = '目标\n"'.repeat(500);
    queue.stage(
      ids.flatMap((taskId) =>
        (["annualGoal", "expectedOutcome"] as const).map((field) => ({ taskId, field, before: null, value: long })),
      ),
    );
    for (let turn = 0; turn < 20; turn++) await settle();
    expect(queue.snapshot().rows.size).toBe(0);
    expect(ids.every((id) => ledger.get(id)?.annualGoal === long && ledger.get(id)?.expectedOutcome === long)).toBe(
      true,
    );
    expect(state.requests).toBeGreaterThan(1);
    expect(state.largest).toBeLessThan(1024 * 1024);
  });

  test("断网时留着，网络恢复后自动保存", async () => {
    const { ledger, type, cell, settle, state, retries, queue } = office(["a"]);
    state.reachable = false;
    type("a", "contact", "张三");
    await settle();
    expect(cell("a", "contact")).toMatchObject({ value: "张三", state: "waiting" });
    expect(queue.snapshot().offline).toBe(true);
    type("a", "leader", "李四");
    await settle();
    state.reachable = true;
    retries.at(-1)?.();
    await settle();
    expect(queue.snapshot()).toMatchObject({ offline: false, rows: new Map() });
    expect(ledger.get("a")).toMatchObject({ contact: "张三", leader: "李四" });
  });
  test("填写期间他人改了同一格，屏幕已得知：并列，不覆盖", async () => {
    const { ledger, queue, settle, write, cell, hear } = office(["a"]);
    write("a", { contact: "他人" });
    hear("a");
    queue.stage([{ taskId: "a", field: "contact", before: null, value: "张三" }]);
    await settle();
    expect(cell("a", "contact")).toMatchObject({ state: "clash", value: "张三", theirs: "他人" });
    expect(ledger.get("a")?.contact).toBe("他人");
    queue.insist("a", "contact");
    await settle();
    expect(ledger.get("a")?.contact).toBe("张三");
  });
  test("撤销时他人已改过同一格，屏幕已得知：并列，不覆盖", async () => {
    const { ledger, queue, type, settle, write, cell, hear } = office(["a"]);
    type("a", "contact", "张三");
    await settle();
    write("a", { contact: "他人" });
    hear("a");
    queue.undo();
    await settle();
    expect(cell("a", "contact")).toMatchObject({ state: "clash", theirs: "他人" });
    expect(ledger.get("a")?.contact).toBe("他人");
  });
  test("断网时连改两次：恢复后保存后一次，不当作他人所改", async () => {
    const { ledger, type, settle, state, retries, queue } = office(["a"]);
    state.reachable = false;
    type("a", "contact", "张三");
    type("a", "contact", "李四");
    await settle();
    state.reachable = true;
    retries.at(-1)?.();
    await settle();
    expect(queue.snapshot().rows.size).toBe(0);
    expect(ledger.get("a")?.contact).toBe("李四");
  });
  test("他人改了同一任务的别的栏目：照样保存，不打扰", async () => {
    const { ledger, type, settle, write, queue } = office(["a"]);
    write("a", { leader: "他人" });
    type("a", "contact", "张三");
    await settle();
    expect(queue.snapshot().rows.size).toBe(0);
    expect(ledger.get("a")).toMatchObject({ contact: "张三", leader: "他人", version: 3 });
  });
  test("他人改了同一格：双方内容都在，由填报人决定", async () => {
    const { ledger, type, cell, settle, write, queue } = office(["a"]);
    write("a", { contact: "他人" });
    type("a", "contact", "张三");
    await settle();
    expect(cell("a", "contact")).toMatchObject({ state: "clash", value: "张三", theirs: "他人" });
    expect(ledger.get("a")?.contact).toBe("他人");
    queue.insist("a", "contact");
    await settle();
    expect(ledger.get("a")?.contact).toBe("张三");
    expect(queue.snapshot().rows.size).toBe(0);
  });
  test("被拒绝的留在原处并说明原因，其他行照常保存", async () => {
    const { ledger, queue, cell, settle, state } = office(["a", "b"]);
    state.refuses.add("a");
    queue.stage(["a", "b"].map((taskId) => ({ taskId, field: "contact" as const, before: null, value: "张三" })));
    await settle();
    expect(cell("a", "contact")).toMatchObject({ state: "refused", value: "张三", why: { zh: "不可" } });
    expect(ledger.get("b")?.contact).toBe("张三");
  });
  test("保存途中又改：后改的最后保存", async () => {
    const { ledger, type, settle, queue } = office(["a"]);
    type("a", "contact", "张三");
    type("a", "contact", "李四");
    await settle();
    expect(ledger.get("a")?.contact).toBe("李四");
    expect(queue.snapshot().rows.size).toBe(0);
  });
  test("撤销与重做是反向编辑", async () => {
    const { ledger, type, settle, queue } = office(["a"]);
    type("a", "contact", "张三");
    await settle();
    type("a", "contact", "李四");
    await settle();
    expect(queue.undo()).toBe(true);
    await settle();
    expect(ledger.get("a")?.contact).toBe("张三");
    queue.undo();
    await settle();
    expect(ledger.get("a")?.contact).toBeNull();
    expect(queue.undo()).toBe(false);
    queue.redo();
    queue.redo();
    await settle();
    expect(ledger.get("a")?.contact).toBe("李四");
  });
  test("撤销不覆盖他人在此之后所填", async () => {
    const { ledger, type, cell, settle, write, queue } = office(["a"]);
    type("a", "contact", "张三");
    await settle();
    write("a", { contact: "他人" });
    queue.undo();
    await settle();
    expect(ledger.get("a")?.contact).toBe("他人");
    expect(cell("a", "contact")).toMatchObject({ state: "clash", theirs: "他人" });
  });
});

test("无论断网与否、谁先谁后，最后填的要么已保存，要么还在格里", async () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant("type" as const),
      at: fc.integer({ min: 0, max: 2 }),
      text: fc.string({ minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant("other" as const),
      at: fc.integer({ min: 0, max: 2 }),
      text: fc.string({ minLength: 1, maxLength: 3 }),
    }),
    fc.constant({ kind: "cut" as const }),
    fc.constant({ kind: "mend" as const }),
    fc.constant({ kind: "wait" as const }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const ids = ["a", "b", "c"];
      const { ledger, type, cell, settle, write, state, retries, queue } = office(ids);
      const last = new Map<string, string>();
      const overwritten = new Set<string>();
      for (const one of steps) {
        const id = "at" in one ? (ids[one.at] as string) : "";
        if (one.kind === "type") {
          type(id, "contact", one.text);
          last.set(id, one.text);
          overwritten.delete(id);
        } else if (one.kind === "other") {
          write(id, { contact: one.text });
          overwritten.add(id);
        } else if (one.kind === "cut") state.reachable = false;
        else if (one.kind === "mend") state.reachable = true;
        else await settle();
      }
      await settle();
      state.reachable = true;
      for (const run of retries.splice(0)) run();
      queue.flush();
      await settle();
      for (const [id, text] of last) {
        const held = cell(id, "contact");
        if (held) expect(held.value).toBe(text);
        else if (!overwritten.has(id)) expect(ledger.get(id)?.contact).toBe(text);
      }
    }),
    { numRuns: 300 },
  );
});
