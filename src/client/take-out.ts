/** Takes something out of a list; returns whether it was there. */
export function takeOut<Item>(list: Item[], item: Item): boolean {
  const place = list.indexOf(item)
  if (place >= 0) list.splice(place, 1)
  return place >= 0
}
