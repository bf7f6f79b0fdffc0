// The operator's map: what is taken, what is refused with its mend, and that nothing is drawn without a review number.
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { refusalTo, startServer } from "../../../tests/start-server.ts";
import { readConfig } from "../../kernel/config.ts";
import { mapReader } from "./map-file.ts";
import { type MapProblem, readMap } from "./map-rules.ts";
import { mapProblems } from "./model.ts";

const folder = mkdtempSync(join(tmpdir(), "shidian-map-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const square = (west: number, south: number, size = 1) => [
  [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ],
];
const feature = (properties: object | null, coordinates: unknown = square(106, 29), type = "Polygon") => ({
  type: "Feature",
  properties,
  geometry: { type, coordinates },
});
/** 演示数据: squares, no real boundary; the number is made up. */
const sample = (more: object = {}) => ({
  type: "FeatureCollection",
  reviewNumber: "演S(2021)001号",
  features: [feature({ name: "渝中区", adcode: 500103 }), feature({ name: "江北区" }, square(107, 30))],
  ...more,
});
const read = (data: unknown) => readMap(typeof data === "string" ? data : JSON.stringify(data));

describe("能用的地图", () => {
  test("形状落在画幅之内，北在上，代码和名称都带着", () => {
    const found = read(sample());
    if (!("map" in found)) throw new Error(found.problem);
    const { map } = found;
    expect(map.reviewNumber).toBe("演S(2021)001号");
    expect(map.shapes.map((shape) => [shape.name, shape.code])).toEqual([
      ["渝中区", "500103"],
      ["江北区", null],
    ]);
    const [south, north] = map.shapes;
    expect(south?.y).toBeGreaterThan(north?.y ?? 0);
    for (const { path, x, y } of map.shapes) {
      expect(path).toMatch(/^M[\d. ]+(L[\d. ]+)+Z$/);
      expect(x >= 0 && x <= map.width && y >= 0 && y <= map.height).toBe(true);
    }
  });

  test.each(["GS(2022)1234号", "GS京(2022)1061号", "渝S(2023)017号", "渝S（2023）017号"])("审图号 %s", (number) => {
    expect(read(sample({ reviewNumber: undefined, 审图号: number }))).toHaveProperty("map");
  });

  test("多块的区县（飞地、岛）都画出来", () => {
    const found = read(
      sample({ features: [feature({ name: "演示区" }, [square(106, 29), square(108, 30, 2)], "MultiPolygon")] }),
    );
    expect("map" in found && found.map.shapes[0]?.path.match(/M/g)).toHaveLength(2);
  });
});

describe("不能用的，说明怎么办", () => {
  const cases: [string, unknown, MapProblem][] = [
    ["不是 JSON", "{", "notGeoJson"],
    ["是别的 JSON", [], "notGeoJson"],
    ["不是 FeatureCollection", sample({ type: "Feature" }), "notGeoJson"],
    ["一个要素也没有", sample({ features: [] }), "noShapes"],
    ["点和线", sample({ features: [feature({ name: "甲" }, [106, 29], "Point")] }), "noShapes"],
    ["不闭合的碎片", sample({ features: [feature({ name: "甲" }, [[[1, 1]]])] }), "noShapes"],
    ["没有名称", sample({ features: [feature({})] }), "noName"],
    ["属性为空", sample({ features: [feature(null)] }), "noName"],
    ["没有审图号", sample({ reviewNumber: undefined }), "noReviewNumber"],
    ["审图号不成样子", sample({ reviewNumber: "无" }), "noReviewNumber"],
    ["不是经纬度", sample({ features: [feature({ name: "甲" }, square(36_000_000, 4_000_000))] }), "badCoordinates"],
    ["所有点重合", sample({ features: [feature({ name: "甲" }, square(106, 29, 0))] }), "badCoordinates"],
    [
      "点太多",
      sample({ features: [feature({ name: "甲" }, [Array.from({ length: 200_001 }, (_, n) => [100 + n / 1e5, 29])])] }),
      "tooManyPoints",
    ],
  ];
  test.each(cases)("%s", (_, data, problem) => {
    expect(read(data)).toEqual({ problem });
  });

  test("随便什么内容都只会被拒绝，不会出错", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const found = readMap(text);
        expect("problem" in found && found.problem in mapProblems).toBe(true);
      }),
    );
  });
});

describe("文件与接口", () => {
  test("没有设置就没有地图；文件不在、太大都说明；换了文件就读新的", async () => {
    expect(await mapReader(null)()).toBeNull();
    const path = join(folder, "map.geojson");
    const reader = mapReader(path);
    await expect(reader()).rejects.toMatchObject({
      code: "map.unusable",
      zh: expect.stringContaining("数据目录中没有"),
    });
    writeFileSync(path, JSON.stringify(sample()));
    expect((await reader())?.shapes).toHaveLength(2);
    writeFileSync(path, JSON.stringify(sample({ features: [feature({ name: "演示区" })] })));
    utimesSync(path, new Date(0), new Date(0));
    expect((await reader())?.shapes).toHaveLength(1);
    writeFileSync(path, " ".repeat(5 * 1024 * 1024 + 1));
    await expect(reader()).rejects.toMatchObject({ zh: expect.stringContaining("5 MB") });
  });

  test("登录的人读得到，没登录的读不到；地图不能用时说明原因", async () => {
    writeFileSync(join(folder, "ok.geojson"), JSON.stringify(sample()));
    writeFileSync(join(folder, "bare.geojson"), JSON.stringify(sample({ reviewNumber: undefined })));
    const good = await startServer({ SHIDIAN_DATA: folder, SHIDIAN_MAP: "ok.geojson" });
    try {
      expect((await (await good.as("district")).overview.getMap({})).map?.reviewNumber).toBe("演S(2021)001号");
      expect((await refusalTo(good.client().overview.getMap({}))).status).toBe(401);
    } finally {
      await good.close();
    }
    const bad = await startServer({ SHIDIAN_DATA: folder, SHIDIAN_MAP: "bare.geojson" });
    try {
      const refused = await refusalTo((await bad.as("office")).overview.getMap({}));
      expect([refused.status, refused.code]).toEqual([422, "map.unusable"]);
      expect(refused.messages.zh).toContain("审图号");
    } finally {
      await bad.close();
    }
  }, 120_000);

  test.each([
    ["../secret.geojson", false],
    ["a/b.geojson", false],
    ["map.json", false],
    ["/etc/passwd", false],
    [".geojson", false],
    ["重庆市.geojson", true],
  ])("设置中的文件名 %s", (name, good) => {
    expect("config" in readConfig({ SHIDIAN_MAP: name })).toBe(good);
  });
});
