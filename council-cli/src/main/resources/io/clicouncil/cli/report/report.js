'use strict';
// Shows a patch side by side when it is opened. Whatever a patch says is text here: nothing of it becomes markup.
(() => {
  const MOST_ROWS = 2000;

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  /** The files of a patch, each with its rows: [kind, number before, text before, number after, text after]. */
  const parse = patch => {
    const files = [];
    let file = null, before = 0, after = 0, leftBefore = 0, leftAfter = 0, removed = [], added = [];
    const flush = () => {
      for (let i = 0; i < Math.max(removed.length, added.length); i++) {
        const [oldNumber, oldText] = removed[i] || [null, null];
        const [newNumber, newText] = added[i] || [null, null];
        file.rows.push(['change', oldNumber, oldText, newNumber, newText]);
      }
      removed = [];
      added = [];
    };
    for (const line of patch.split('\n')) {
      if (file && (leftBefore > 0 || leftAfter > 0)) {
        const text = line.slice(1);
        if (line[0] === '-') { removed.push([before++, text]); leftBefore--; file.removed++; }
        else if (line[0] === '+') { added.push([after++, text]); leftAfter--; file.added++; }
        else if (line[0] === ' ') { flush(); file.rows.push(['same', before++, text, after++, text]); leftBefore--; leftAfter--; }
        continue;
      }
      const start = /^diff --git a\/(.*) b\/(.*)$/.exec(line);
      const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@(.*)$/.exec(line);
      if (start) {
        if (file) flush();
        file = {name: start[2], rows: [], notes: [], added: 0, removed: 0};
        files.push(file);
      } else if (file && hunk) {
        flush();
        before = Number(hunk[1]);
        after = Number(hunk[3]);
        leftBefore = hunk[2] === undefined ? 1 : Number(hunk[2]);
        leftAfter = hunk[4] === undefined ? 1 : Number(hunk[4]);
        file.rows.push(['hunk', null, line, null, null]);
      } else if (file && /^(new file|deleted file|old mode|new mode|Binary files)/.test(line)) {
        file.notes.push(line);
      }
    }
    if (file) flush();
    return files;
  };

  const table = file => {
    const made = element('table');
    made.append(element('caption', '', 'Change of ' + file.name));
    const head = made.createTHead().insertRow();
    for (const [words, className] of [['Line', 'line'], ['Before', ''], ['Line', 'line'], ['After', '']]) {
      const cell = element('th', className, words);
      cell.scope = 'col';
      head.append(cell);
    }
    const body = made.createTBody();
    for (const [kind, oldNumber, oldText, newNumber, newText] of file.rows.slice(0, MOST_ROWS)) {
      const row = body.insertRow();
      if (kind === 'hunk') {
        row.className = 'hunk';
        const cell = element('td', '', oldText);
        cell.colSpan = 4;
        row.append(cell);
        continue;
      }
      row.className = kind;
      const changed = kind === 'change';
      row.append(
        element('td', 'line', oldNumber === null ? '' : String(oldNumber)),
        element('td', changed && oldText !== null ? 'removed' : '', oldText === null ? '' : oldText),
        element('td', 'line', newNumber === null ? '' : String(newNumber)),
        element('td', changed && newText !== null ? 'added' : '', newText === null ? '' : newText));
    }
    return made;
  };

  const fill = (details, file) => {
    for (const note of file.notes) details.append(element('p', 'soft', note));
    if (file.rows.length === 0) return;
    const scroll = element('div', 'scroll diff');
    scroll.tabIndex = 0;
    scroll.setAttribute('role', 'region');
    scroll.setAttribute('aria-label', 'Change of ' + file.name);
    scroll.append(table(file));
    details.append(scroll);
    if (file.rows.length > MOST_ROWS) {
      details.append(element('p', 'soft', (file.rows.length - MOST_ROWS) + ' more rows are not shown here.'));
    }
  };

  const onOpening = (details, render) => {
    const once = () => {
      if (!details.open) return;
      details.removeEventListener('toggle', once);
      render();
    };
    details.addEventListener('toggle', once);
  };

  for (const details of document.querySelectorAll('details[data-patch]')) {
    onOpening(details, () => {
      const files = parse(JSON.parse(document.getElementById(details.dataset.patch).textContent));
      for (const file of files) {
        const one = element('details');
        const summary = element('summary', '', file.name + ' ');
        summary.append(element('span', 'soft', '+' + file.added + ' \u2212' + file.removed));
        one.append(summary);
        onOpening(one, () => fill(one, file));
        details.append(one);
        if (files.length <= 5 && file.rows.length <= 400) one.open = true;
      }
    });
  }
})();
