// Industry sections 门类 and divisions 大类: GB/T 4754-2017 with its amendment No. 1 of 2019 (which changes no division).
// The standard names them in Chinese only; the English follows the wording of the China Statistical Yearbook.
import type { Industry } from "./model.ts";

type Division = readonly [code: string, zh: string, en: string];

const sections: readonly (readonly [section: string, zh: string, en: string, divisions: readonly Division[]])[] = [
  [
    "A",
    "农、林、牧、渔业",
    "Agriculture, Forestry, Animal Husbandry and Fishery",
    [
      ["01", "农业", "Agriculture"],
      ["02", "林业", "Forestry"],
      ["03", "畜牧业", "Animal Husbandry"],
      ["04", "渔业", "Fishery"],
      [
        "05",
        "农、林、牧、渔专业及辅助性活动",
        "Professional and Support Activities for Agriculture, Forestry, Animal Husbandry and Fishery",
      ],
    ],
  ],
  [
    "B",
    "采矿业",
    "Mining",
    [
      ["06", "煤炭开采和洗选业", "Mining and Washing of Coal"],
      ["07", "石油和天然气开采业", "Extraction of Petroleum and Natural Gas"],
      ["08", "黑色金属矿采选业", "Mining and Processing of Ferrous Metal Ores"],
      ["09", "有色金属矿采选业", "Mining and Processing of Non-Ferrous Metal Ores"],
      ["10", "非金属矿采选业", "Mining and Processing of Non-metal Ores"],
      ["11", "开采专业及辅助性活动", "Professional and Support Activities for Mining"],
      ["12", "其他采矿业", "Mining of Other Ores"],
    ],
  ],
  [
    "C",
    "制造业",
    "Manufacturing",
    [
      ["13", "农副食品加工业", "Processing of Food from Agricultural Products"],
      ["14", "食品制造业", "Manufacture of Foods"],
      ["15", "酒、饮料和精制茶制造业", "Manufacture of Liquor, Beverages and Refined Tea"],
      ["16", "烟草制品业", "Manufacture of Tobacco"],
      ["17", "纺织业", "Manufacture of Textile"],
      ["18", "纺织服装、服饰业", "Manufacture of Textile, Wearing Apparel and Accessories"],
      [
        "19",
        "皮革、毛皮、羽毛及其制品和制鞋业",
        "Manufacture of Leather, Fur, Feather and Related Products and Footwear",
      ],
      [
        "20",
        "木材加工和木、竹、藤、棕、草制品业",
        "Processing of Timber, Manufacture of Wood, Bamboo, Rattan, Palm and Straw Products",
      ],
      ["21", "家具制造业", "Manufacture of Furniture"],
      ["22", "造纸和纸制品业", "Manufacture of Paper and Paper Products"],
      ["23", "印刷和记录媒介复制业", "Printing and Reproduction of Recording Media"],
      [
        "24",
        "文教、工美、体育和娱乐用品制造业",
        "Manufacture of Articles for Culture, Education, Arts and Crafts, Sport and Entertainment Activities",
      ],
      ["25", "石油、煤炭及其他燃料加工业", "Processing of Petroleum, Coal and Other Fuels"],
      ["26", "化学原料和化学制品制造业", "Manufacture of Raw Chemical Materials and Chemical Products"],
      ["27", "医药制造业", "Manufacture of Medicines"],
      ["28", "化学纤维制造业", "Manufacture of Chemical Fibres"],
      ["29", "橡胶和塑料制品业", "Manufacture of Rubber and Plastics Products"],
      ["30", "非金属矿物制品业", "Manufacture of Non-metallic Mineral Products"],
      ["31", "黑色金属冶炼和压延加工业", "Smelting and Pressing of Ferrous Metals"],
      ["32", "有色金属冶炼和压延加工业", "Smelting and Pressing of Non-ferrous Metals"],
      ["33", "金属制品业", "Manufacture of Metal Products"],
      ["34", "通用设备制造业", "Manufacture of General Purpose Machinery"],
      ["35", "专用设备制造业", "Manufacture of Special Purpose Machinery"],
      ["36", "汽车制造业", "Manufacture of Automobiles"],
      [
        "37",
        "铁路、船舶、航空航天和其他运输设备制造业",
        "Manufacture of Railway, Ship, Aerospace and Other Transport Equipment",
      ],
      ["38", "电气机械和器材制造业", "Manufacture of Electrical Machinery and Apparatus"],
      [
        "39",
        "计算机、通信和其他电子设备制造业",
        "Manufacture of Computers, Communication and Other Electronic Equipment",
      ],
      ["40", "仪器仪表制造业", "Manufacture of Measuring Instruments and Machinery"],
      ["41", "其他制造业", "Other Manufacture"],
      ["42", "废弃资源综合利用业", "Utilization of Waste Resources"],
      ["43", "金属制品、机械和设备修理业", "Repair Service of Metal Products, Machinery and Equipment"],
    ],
  ],
  [
    "D",
    "电力、热力、燃气及水生产和供应业",
    "Production and Supply of Electricity, Heat, Gas and Water",
    [
      ["44", "电力、热力生产和供应业", "Production and Supply of Electric Power and Heat Power"],
      ["45", "燃气生产和供应业", "Production and Supply of Gas"],
      ["46", "水的生产和供应业", "Production and Supply of Water"],
    ],
  ],
  [
    "E",
    "建筑业",
    "Construction",
    [
      ["47", "房屋建筑业", "Construction of Buildings"],
      ["48", "土木工程建筑业", "Civil Engineering"],
      ["49", "建筑安装业", "Construction Installation"],
      ["50", "建筑装饰、装修和其他建筑业", "Building Decoration, Renovation and Other Construction"],
    ],
  ],
  [
    "F",
    "批发和零售业",
    "Wholesale and Retail Trades",
    [
      ["51", "批发业", "Wholesale Trade"],
      ["52", "零售业", "Retail Trade"],
    ],
  ],
  [
    "G",
    "交通运输、仓储和邮政业",
    "Transport, Storage and Post",
    [
      ["53", "铁路运输业", "Railway Transport"],
      ["54", "道路运输业", "Road Transport"],
      ["55", "水上运输业", "Water Transport"],
      ["56", "航空运输业", "Air Transport"],
      ["57", "管道运输业", "Transport via Pipelines"],
      ["58", "多式联运和运输代理业", "Multimodal Transport and Transport Agency"],
      ["59", "装卸搬运和仓储业", "Loading, Unloading and Storage"],
      ["60", "邮政业", "Post"],
    ],
  ],
  [
    "H",
    "住宿和餐饮业",
    "Hotels and Catering Services",
    [
      ["61", "住宿业", "Hotels"],
      ["62", "餐饮业", "Catering Services"],
    ],
  ],
  [
    "I",
    "信息传输、软件和信息技术服务业",
    "Information Transmission, Software and Information Technology",
    [
      [
        "63",
        "电信、广播电视和卫星传输服务",
        "Telecommunications, Radio and Television and Satellite Transmission Services",
      ],
      ["64", "互联网和相关服务", "Internet and Related Services"],
      ["65", "软件和信息技术服务业", "Software and Information Technology Services"],
    ],
  ],
  [
    "J",
    "金融业",
    "Financial Intermediation",
    [
      ["66", "货币金融服务", "Monetary and Financial Services"],
      ["67", "资本市场服务", "Capital Market Services"],
      ["68", "保险业", "Insurance"],
      ["69", "其他金融业", "Other Financial Activities"],
    ],
  ],
  ["K", "房地产业", "Real Estate", [["70", "房地产业", "Real Estate"]]],
  [
    "L",
    "租赁和商务服务业",
    "Leasing and Business Services",
    [
      ["71", "租赁业", "Leasing"],
      ["72", "商务服务业", "Business Services"],
    ],
  ],
  [
    "M",
    "科学研究和技术服务业",
    "Scientific Research and Technical Services",
    [
      ["73", "研究和试验发展", "Research and Experimental Development"],
      ["74", "专业技术服务业", "Professional Technical Services"],
      ["75", "科技推广和应用服务业", "Science and Technology Popularization and Application Services"],
    ],
  ],
  [
    "N",
    "水利、环境和公共设施管理业",
    "Management of Water Conservancy, Environment and Public Facilities",
    [
      ["76", "水利管理业", "Management of Water Conservancy"],
      ["77", "生态保护和环境治理业", "Ecological Protection and Environmental Governance"],
      ["78", "公共设施管理业", "Management of Public Facilities"],
      ["79", "土地管理业", "Land Management"],
    ],
  ],
  [
    "O",
    "居民服务、修理和其他服务业",
    "Service to Households, Repair and Other Services",
    [
      ["80", "居民服务业", "Services to Households"],
      ["81", "机动车、电子产品和日用产品修理业", "Repair of Motor Vehicles, Electronics and Household Goods"],
      ["82", "其他服务业", "Other Services"],
    ],
  ],
  ["P", "教育", "Education", [["83", "教育", "Education"]]],
  [
    "Q",
    "卫生和社会工作",
    "Health and Social Service",
    [
      ["84", "卫生", "Health"],
      ["85", "社会工作", "Social Service"],
    ],
  ],
  [
    "R",
    "文化、体育和娱乐业",
    "Culture, Sports and Entertainment",
    [
      ["86", "新闻和出版业", "News and Publishing"],
      ["87", "广播、电视、电影和录音制作业", "Radio, Television, Film and Sound Recording Production"],
      ["88", "文化艺术业", "Culture and Arts"],
      ["89", "体育", "Sports"],
      ["90", "娱乐业", "Entertainment"],
    ],
  ],
  [
    "S",
    "公共管理、社会保障和社会组织",
    "Public Management, Social Security and Social Organization",
    [
      ["91", "中国共产党机关", "Organs of the Communist Party of China"],
      ["92", "国家机构", "State Organs"],
      ["93", "人民政协、民主党派", "People's Political Consultative Conference and Democratic Parties"],
      ["94", "社会保障", "Social Security"],
      [
        "95",
        "群众团体、社会团体和其他成员组织",
        "Mass Organizations, Social Organizations and Other Membership Organizations",
      ],
      ["96", "基层群众自治组织及其他组织", "Grass-roots Self-governing Organizations and Other Organizations"],
    ],
  ],
  ["T", "国际组织", "International Organizations", [["97", "国际组织", "International Organizations"]]],
];

/** Every section, followed by its divisions, in the order of the standard. A section's own code is its letter. */
export const industries: readonly Industry[] = sections.flatMap(([section, zh, en, divisions]) => [
  { code: section, section, zh, en },
  ...divisions.map(([code, divisionZh, divisionEn]) => ({ code, section, zh: divisionZh, en: divisionEn })),
]);

/** Divisions of sections A to C that are services all the same: support for farming, support for mining, repair. */
const servicesAmongGoods: readonly string[] = ["05", "11", "43"];

/**
 * Divisions of the tertiary industry, that is of services: sections F to T, and three divisions before them.
 * Source: 国家统计局《三次产业划分规定》, as revised in 2018 (国统设管函〔2018〕74号).
 */
export const servicesDivisions: ReadonlySet<string> = new Set(
  industries
    .filter(({ code, section }) => code !== section && (section >= "F" || servicesAmongGoods.includes(code)))
    .map(({ code }) => code),
);
