// What scripts add to the page. Without them, all of it works by links and forms.

import { complete } from "./complete.js";
import { addCopyButtons } from "./copy.js";
import { foldFilters } from "./filters.js";
import { findAsTyped } from "./find.js";
import { followIndexing } from "./indexing.js";
import { listenToKeys } from "./keys.js";
import { chooseRegion } from "./map.js";
import { stepThroughMarks } from "./marks.js";
import { showNames } from "./names.js";
import { switchTheme } from "./theme.js";
import { chooseDates } from "./timeline.js";

chooseDates();
chooseRegion();
complete(document.getElementById("q"));
addCopyButtons();
findAsTyped();
foldFilters();
followIndexing();
const stepMark = stepThroughMarks();
listenToKeys(stepMark);
showNames();
switchTheme();
