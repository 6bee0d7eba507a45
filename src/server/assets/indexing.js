// Follows the progress of indexing: while a folder is being indexed, shows its part of the page again each second, and the
// whole page at the end.

const EVERY = 1000; // milliseconds

export function followIndexing() {
  const folders = document.querySelector(".folders[data-active]");
  if (!folders) return;
  const follow = async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector(".folders[data-active]");
    if (!now) {
      location.reload();
      return;
    }
    folders.replaceChildren(...now.children);
    setTimeout(follow, EVERY);
  };
  setTimeout(follow, EVERY);
}
