// Switches between light and dark, and keeps the choice in a cookie, by which the server makes the next page.

const YEAR = 31536000; // seconds

export function switchTheme() {
  const button = document.getElementById("theme");
  const root = document.documentElement;
  button.hidden = false;
  button.addEventListener("click", () => {
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const theme = (root.dataset.theme || system) === "dark" ? "light" : "dark";
    root.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=${root.dataset.base || "/"}; max-age=${YEAR}; samesite=strict`;
  });
}
