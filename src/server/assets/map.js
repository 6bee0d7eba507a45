// Chooses a part of the map by dragging over it.

export function chooseRegion() {
  const map = document.querySelector(".map[data-bounds]");
  const picture = map?.querySelector("svg");
  if (!picture) return;
  document.querySelector(".by-dragging")?.removeAttribute("hidden");
  const [west, south, east, north] = map.dataset.bounds.split(" ").map(Number);
  const [left, top, width, height] = map.dataset.plot.split(" ").map(Number);
  const frame = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  frame.classList.add("chosen");
  let from = null;
  let to = null;
  const within = (value, least, most) => Math.min(Math.max(value, least), most);
  const at = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
    return [within(point.x, left, left + width), within(point.y, top, top + height)];
  };
  const box = () => {
    const [xs, ys] = [0, 1].map((axis) => [from[axis], to[axis]].sort((a, b) => a - b));
    return { x: xs[0], y: ys[0], width: xs[1] - xs[0], height: ys[1] - ys[0] };
  };
  const mark = () => Object.entries(box()).forEach(([name, value]) => frame.setAttribute(name, value));
  const end = () => {
    from = to = null;
    frame.remove();
  };
  // A finger scrolls.
  picture.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch" || event.ctrlKey || event.metaKey || event.shiftKey) return;
    from = to = at(event);
    mark();
    picture.append(frame);
  });
  addEventListener("pointermove", (event) => {
    if (!from) return;
    to = at(event);
    mark();
  });
  addEventListener("pointerup", () => {
    if (!from) return;
    const chosen = box();
    end();
    // A place is a link.
    if (chosen.width < 5 || chosen.height < 5) return;
    const longitude = (x) => {
      const degrees = west + ((x - left) / width) * (east - west);
      return degrees > 180 ? degrees - 360 : degrees;
    };
    const latitude = (y) => north - ((y - top) / height) * (north - south);
    const digits = north - south > 10 ? 2 : 4;
    const corner = (x, y) => `${latitude(y).toFixed(digits)},${longitude(x).toFixed(digits)}`;
    const southWest = corner(chosen.x, chosen.y + chosen.height);
    const address = new URL(location.href);
    address.searchParams.set("within", `${southWest}..${corner(chosen.x + chosen.width, chosen.y)}`);
    address.searchParams.delete("page");
    address.hash = "map";
    location.assign(address);
  });
  addEventListener("pointercancel", end);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") end();
  });
  picture.addEventListener("dragstart", (event) => event.preventDefault());
}
