/** The search of all pages, as it stands at the top of their list; components/page/searchField.ts brings it to life. */
export const searchForm = `<search id="search">
  <label for="search-field" class="visually-hidden">Search all pages</label>
  <input id="search-field" type="search" placeholder="Search" autocomplete="off" spellcheck="false">
  <div id="search-status" role="status"></div>
  <ol id="search-results"></ol>
</search>`;
