// Opens the filters where they stand beside the hits, and folds them where they stand above.

export function foldFilters() {
  const filters = document.querySelector("details.filters");
  if (!filters) return;
  const wide = matchMedia("(min-width: 56rem)");
  const fold = () => { filters.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();
}
