/** The search of all pages, as it stands at the top of their list; components/page/searchField.ts brings it to life. */
export const searchForm = `<search id="search">
  <label for="search-field" class="visually-hidden">Search all pages</label>
  <input id="search-field" type="search" placeholder="Search" autocomplete="off" spellcheck="false">
  <div id="search-status" role="status"></div>
  <ol id="search-results"></ol>
</search>`;

/** Below it, what shows the page to a class; components/page/lectureStart.ts hears it. */
export const lectureButton = `<button id="lecture-start" class="lecture-start" type="button" title="One section a screen, for a class: → and ← go on and back, B is black, Escape ends it (Alt+L)">Lecture mode</button>`;
