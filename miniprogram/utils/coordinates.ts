/**
 * China's maps are shifted against the satellites' coordinates by some hundred metres (GCJ-02 against WGS 84). The server keeps WGS 84, as
 * `wx.getLocation` answers it on request; `wx.chooseLocation` and `wx.openLocation` speak GCJ-02 only.
 */
interface Place {
  latitude: number
  longitude: number
}

/** The ellipsoid that the shift is computed on: half axis in metres, and the square of its eccentricity. */
const AXIS = 6_378_245
const ECCENTRICITY = 0.006_693_421_622_965_943
const RADIAN = Math.PI / 180

/** Exact to a few metres, which is less than what a phone knows. */
export function fromMap(place: Place): Place {
  const { north, east } = shift(place)
  return { latitude: place.latitude - north, longitude: place.longitude - east }
}

function shift({ latitude, longitude }: Place): { north: number; east: number } {
  const x = longitude - 105
  const y = latitude - 35
  const wave = 20 * Math.sin(6 * Math.PI * x) + 20 * Math.sin(2 * Math.PI * x)
  const root = Math.sqrt(Math.abs(x))
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * root +
    (2 / 3) * (wave + waves(y, 20, 40) + far(y, 160, 320))
  const east =
    300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + (2 / 3) * (wave + waves(x, 20, 40) + far(x, 150, 300))
  const angle = latitude * RADIAN
  const magic = 1 - ECCENTRICITY * Math.sin(angle) ** 2
  return {
    north: north / (((AXIS * (1 - ECCENTRICITY)) / (magic * Math.sqrt(magic))) * RADIAN),
    east: east / ((AXIS / Math.sqrt(magic)) * Math.cos(angle) * RADIAN),
  }
}

function waves(of: number, first: number, second: number): number {
  return first * Math.sin(Math.PI * of) + second * Math.sin((Math.PI * of) / 3)
}

function far(of: number, first: number, second: number): number {
  return first * Math.sin((Math.PI * of) / 12) + second * Math.sin((Math.PI * of) / 30)
}
