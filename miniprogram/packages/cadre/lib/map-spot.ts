export interface Spot {
  latitude: number
  longitude: number
}

/** The ellipsoid of Krasovsky, which the public formula of China's map coordinates (GCJ-02) is made with. */
const AXIS = 6_378_245
const FLATNESS = 0.006_693_421_622_965_943

/** WeChat's map takes GCJ-02: a place of the satellites (WGS 84) would stand some hundred metres beside itself. */
export function onTheMap({ latitude, longitude }: Spot): Spot {
  const [x, y] = [longitude - 105, latitude - 35]
  const radians = (latitude / 180) * Math.PI
  const magic = 1 - FLATNESS * Math.sin(radians) ** 2
  const root = Math.sqrt(magic)
  const north = (northOf(x, y) * 180) / (((AXIS * (1 - FLATNESS)) / (magic * root)) * Math.PI)
  const east = (eastOf(x, y) * 180) / ((AXIS / root) * Math.cos(radians) * Math.PI)
  return { latitude: latitude + north, longitude: longitude + east }
}

const wave = (at: number, ...parts: [size: number, turns: number][]) =>
  (parts.reduce((sum, [size, turns]) => sum + size * Math.sin(at * turns * Math.PI), 0) * 2) / 3

function northOf(x: number, y: number): number {
  const flat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x))
  return flat + wave(x, [20, 6], [20, 2]) + wave(y, [20, 1], [40, 1 / 3]) + wave(y, [160, 1 / 12], [320, 1 / 30])
}

function eastOf(x: number, y: number): number {
  const flat = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x))
  return flat + wave(x, [20, 6], [20, 2]) + wave(x, [20, 1], [40, 1 / 3]) + wave(x, [150, 1 / 12], [300, 1 / 30])
}
