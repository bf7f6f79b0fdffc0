import { test } from "vitest";
import { startServer } from "../../../tests/start-server.ts";
test("try", async () => {
  const server = await startServer();
  const api = await server.as("office");
  for (const q of ["商务", "cq", "zscq", "zhishichan", "改革", "国函[2021]37号", "国函2021", "知识产权 质押", "🙂%_\\", "swwyh", "重庆sw", "a", "86项", "质押融资"]) {
    const t = performance.now();
    const r = await (api as any).search.search({ q, each: 3 });
    console.log(q, (performance.now() - t).toFixed(0), r.total, JSON.stringify(r.kinds.map((k: any) => k.kind + k.count)));
    for (const i of r.items) console.log("   ", i.kind, i.title, JSON.stringify(i.titleHits), "|", i.snippet.slice(0, 60), JSON.stringify(i.snippetHits), "|", i.hint.zh, JSON.stringify(i.href));
  }
  await server.close();
}, 60000);
