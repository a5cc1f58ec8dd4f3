/** The branches: city, street of the office, how big, and area codes (GB/T 2260) of people who live around it. */
export interface Place {
  readonly region: number
  readonly city: string
  readonly branch: string
  readonly street: string
  readonly weight: number
  readonly areas: readonly string[]
  readonly districts: readonly string[]
}

export const firm = '澄岳证券'
export const regions = ['华东大区', '北方大区', '南方大区'] as const

const place = (
  region: number,
  city: string,
  office: string,
  weight: number,
  street: string,
  areas: string,
  districts: string,
): Place => ({
  region,
  city,
  branch: `${city.replace('市', '')}${office}营业部`,
  street,
  weight,
  areas: areas.split(' '),
  districts: districts.split(' '),
})

/** am01 works in the first, am11 in the second. */
export const places: readonly Place[] = [
  place(
    0,
    '上海市',
    '世纪大道',
    1.5,
    '世纪大道',
    '310101 310104 310106 310115 310112',
    '浦东新区 徐汇区 静安区 闵行区',
  ),
  place(0, '杭州市', '钱江路', 1.2, '钱江路', '330102 330106 330108 330110', '上城区 西湖区 滨江区 余杭区'),
  place(0, '南京市', '中山东路', 1.0, '中山东路', '320102 320104 320106 320114', '玄武区 秦淮区 鼓楼区 雨花台区'),
  place(0, '苏州市', '狮山路', 0.8, '狮山路', '320505 320506 320507 320508', '虎丘区 吴中区 相城区 姑苏区'),
  place(1, '北京市', '金融大街', 1.4, '金融大街', '110101 110102 110105 110108', '西城区 东城区 朝阳区 海淀区'),
  place(1, '天津市', '友谊路', 0.7, '友谊路', '120101 120103 120104 120110', '和平区 河西区 南开区 东丽区'),
  place(1, '西安市', '高新路', 0.8, '高新路', '610102 610103 610104 610113', '雁塔区 碑林区 莲湖区 新城区'),
  place(1, '青岛市', '香港中路', 0.7, '香港中路', '370202 370203 370212 370213', '市南区 市北区 崂山区 李沧区'),
  place(2, '深圳市', '福华路', 1.4, '福华路', '440303 440304 440305 440306', '福田区 南山区 罗湖区 宝安区'),
  place(2, '广州市', '天河路', 1.1, '天河路', '440103 440104 440105 440106', '天河区 越秀区 海珠区 荔湾区'),
  place(2, '成都市', '人民南路', 1.0, '人民南路', '510104 510105 510106 510107', '锦江区 青羊区 金牛区 武侯区'),
  place(2, '武汉市', '中南路', 0.8, '中南路', '420102 420103 420106 420111', '武昌区 江岸区 江汉区 洪山区'),
]

/** Where people come from who were not born around their branch. */
export const elsewhere =
  '130102 140105 150102 210102 220102 230103 340102 350102 360102 410102 430102 450103 500103 520102 530102 620102 640104 650102'.split(
    ' ',
  )
