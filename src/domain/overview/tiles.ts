// Where each district of Chongqing stands on the tile map: our own schematic drawing, a column and a row for each code.
// No boundary and no distance is drawn; the 38 districts and counties of 2016-06 to 2025-11 (places.ts of pilot).

/** GB/T 2260 code: column and row from 1, north at the top. */
export const tiles: Readonly<Record<string, readonly [column: number, row: number]>> = {
  "500229": [10, 1], // 城口
  "500154": [9, 2], // 开州
  "500238": [11, 2], // 巫溪
  "500155": [8, 3], // 梁平
  "500101": [9, 3], // 万州
  "500235": [10, 3], // 云阳
  "500236": [11, 3], // 奉节
  "500237": [12, 3], // 巫山
  "500152": [1, 4], // 潼南
  "500117": [3, 4], // 合川
  "500109": [4, 4], // 北碚
  "500112": [5, 4], // 渝北
  "500115": [6, 4], // 长寿
  "500231": [7, 4], // 垫江
  "500233": [8, 4], // 忠县
  "500111": [1, 5], // 大足
  "500151": [2, 5], // 铜梁
  "500120": [3, 5], // 璧山
  "500106": [4, 5], // 沙坪坝
  "500105": [5, 5], // 江北
  "500102": [7, 5], // 涪陵
  "500230": [8, 5], // 丰都
  "500240": [9, 5], // 石柱
  "500153": [1, 6], // 荣昌
  "500118": [2, 6], // 永川
  "500107": [4, 6], // 九龙坡
  "500103": [5, 6], // 渝中
  "500108": [6, 6], // 南岸
  "500156": [7, 6], // 武隆
  "500243": [8, 6], // 彭水
  "500114": [9, 6], // 黔江
  "500116": [3, 7], // 江津
  "500104": [4, 7], // 大渡口
  "500113": [5, 7], // 巴南
  "500119": [6, 7], // 南川
  "500242": [9, 7], // 酉阳
  "500110": [5, 8], // 綦江
  "500241": [9, 8], // 秀山
};

interface Coded {
  code: string | null;
}

export interface TileLayout<P> {
  /** Places with their column and row. */
  drawn: { place: P; column: number; row: number }[];
  /** Places that are in no drawing, in the order given. */
  others: P[];
}

/** The drawing where it knows most of the places; elsewhere all stand in order. */
export function layTiles<P extends Coded>(places: readonly P[]): TileLayout<P> {
  const drawn = places.flatMap((place) => {
    const at = place.code ? tiles[place.code] : undefined;
    return at ? [{ place, column: at[0], row: at[1] }] : [];
  });
  if (drawn.length * 2 <= places.length) return { drawn: [], others: [...places] };
  return { drawn, others: places.filter((place) => !(place.code && tiles[place.code])) };
}
