// Names for the people of the fictional city (演示数据), put together at random and each given once.
import type { Random } from "./random.ts";

const families = [
  ..."赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹喻柏苏潘葛范彭鲁韦马方俞袁柳唐薛雷贺倪汤罗毕郝安常乐于傅齐康伍余顾孟黄和穆萧尹",
];
const firsts = [..."明思雨清文嘉子静志晓建新立云海若知景宏雅承泽书安怀远一亦可书宁"];
const seconds = [..."远齐怡兰生帆秋然舟宁辰轩涵琪恒岚川平和安林洁毅铭楠瑶晖桐越颖哲立"];

/** Gives a new name with each call. */
export function namesFrom(random: Random): () => string {
  const given = new Set<string>();
  return () => {
    for (;;) {
      const [first, second] = [random.pick(firsts), random.pick(seconds)];
      const name = random.pick(families) + first + (second === first ? "" : second);
      if (given.has(name)) continue;
      given.add(name);
      return name;
    }
  };
}
