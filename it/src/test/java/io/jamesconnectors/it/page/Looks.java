/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.jamesconnectors.it.page;

/** Expressions of JavaScript that measure what is shown, from the styles as the browser has computed them. Each gives a text: what falls short, or nothing. */
final class Looks {
    private static final String COLOURS = """
        const parsed = text => (text.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
        const over = (top, ground) => { const a = top[3] ?? 1; return [0, 1, 2].map(i => top[i] * a + ground[i] * (1 - a)); };
        const part = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
        const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
        const contrast = (a, b) => { const [high, low] = [light(a), light(b)].sort((x, y) => y - x); return (high + 0.05) / (low + 0.05); };
        const ground = element => {
          const layers = [];
          for (let each = element; each; each = each.parentElement) { layers.push(parsed(getComputedStyle(each).backgroundColor)); }
          return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
        };
        const called = element => element.tagName + '.' + (element.getAttribute('class') ?? '') + ' "' + element.textContent.trim().slice(0, 40) + '"';
        const usable = element => element.checkVisibility() && !element.closest(':disabled') && !element.closest('.unseen, .skip');
        """;

    /** Text with less contrast to what lies behind it than 4.5 : 1 (WCAG 2.2, 1.4.3). */
    static final String FAINT_TEXT = expression("""
        const faint = [];
        const judge = (element, colour, what) => {
          const behind = ground(element);
          const ratio = contrast(over(parsed(colour), behind), behind);
          if (ratio < 4.5) { faint.push(what + ' ' + ratio.toFixed(2)); }
        };
        for (const element of document.querySelectorAll('body *')) {
          if (!usable(element) || element.closest('svg')) { continue; }
          if ([...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) {
            judge(element, getComputedStyle(element).color, called(element));
          }
          if (element.placeholder) { judge(element, getComputedStyle(element, '::placeholder').color, 'placeholder ' + element.placeholder); }
        }
        return faint.join('\\n');
        """);

    /** Bars of charts, marks and edges of controls with less contrast than 3 : 1 (WCAG 2.2, 1.4.11). */
    static final String FAINT_SHAPES = expression("""
        const faint = [];
        const judge = (element, colour, behind) => {
          const ratio = contrast(over(parsed(colour), behind), behind);
          if (ratio < 3) { faint.push(called(element) + ' ' + ratio.toFixed(2)); }
        };
        for (const element of document.querySelectorAll('svg rect:not(.fill-clear, .fill-none), .ground')) {
          const style = getComputedStyle(element);
          judge(element, element.tagName === 'line' ? style.stroke : style.fill, ground(element.closest('figure')));
        }
        const all = (selector, colour) => [...document.querySelectorAll(selector)].filter(usable)
          .forEach(element => judge(element, getComputedStyle(element)[colour], ground(element.parentElement)));
        all('.swatch, .switch', 'backgroundColor');
        all('input, select, textarea', 'borderTopColor');
        all('svg.icon', 'stroke');
        return faint.join('\\n');
        """);

    /** Where the keyboard is, if that can't be seen. */
    static final String HIDDEN_FOCUS = expression("""
        const element = document.activeElement;
        if (element === document.body) { return ''; }
        const style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        const within = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        const lined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
          && contrast(parsed(style.outlineColor), ground(element.parentElement)) >= 3;
        return within && (lined || element.matches('.skip')) ? '' : called(element) + ' ' + style.outline + ' ' + JSON.stringify(box);
        """);

    /** What is too small for a finger: less than 24 pixels (WCAG 2.2, 2.5.8; links in a sentence apart), controls less than 44. */
    static final String SMALL_TARGETS = expression("""
        const small = [];
        for (const element of document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')) {
          if (!usable(element)) { continue; }
          const box = element.getBoundingClientRect();
          const sentence = getComputedStyle(element).display === 'inline' && element.parentElement.textContent.trim() !== element.textContent.trim();
          const control = element.matches('.button, .segments button, .chips button, input, select, textarea, summary, .places a, .tabs a');
          const around = element.matches('.switch') ? 20 : 0;
          if (box.height + around < (control ? 44 : 24) && !sentence || box.width + around < 24) {
            small.push(called(element) + ' ' + box.width.toFixed(0) + ' x ' + box.height.toFixed(0));
          }
        }
        return small.join('\\n');
        """);

    /** How many fields there are without a label. */
    static final String FIELDS_WITHOUT_LABEL = "[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]"
        + ".filter(each => !each.labels.length && !each.ariaLabel).length";

    /** How many elements have the id of another. */
    static final String IDS_TWICE = "(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(each => each.id))";

    /** How many elements move. */
    static final String MOVING = "[...document.querySelectorAll('body *')].filter(each => { const style = getComputedStyle(each);"
        + " return style.animationName !== 'none'"
        + " || style.transitionDuration.split(',').some(time => parseFloat(time) > 0) && style.transitionProperty !== 'none'; }).length";

    private Looks() {
    }

    private static String expression(String body) {
        return "(() => {" + COLOURS + body + "})()";
    }
}
