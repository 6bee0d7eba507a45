// Steps through the matches in a report.

export function stepThroughMarks() {
  const marks = [...document.querySelectorAll(".text mark[id]")];
  if (marks.length === 0) return null;
  let current = -1;
  const step = (by) => {
    marks[current]?.classList.remove("current");
    current = current < 0 && by < 0 ? marks.length - 1 : (current + by + marks.length) % marks.length;
    marks[current].classList.add("current");
    marks[current].scrollIntoView({ block: "center" });
    document.getElementById("status").textContent = `${current + 1} / ${marks.length}`;
  };
  const bar = document.querySelector(".step");
  bar.hidden = false;
  document.getElementById("next-mark").addEventListener("click", () => step(1));
  document.getElementById("previous-mark").addEventListener("click", () => step(-1));
  const target = marks.findIndex((mark) => `#${mark.id}` === location.hash);
  if (target >= 0) current = target;
  return step;
}
