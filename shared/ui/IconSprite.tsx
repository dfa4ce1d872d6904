/**
 * The drawings of every icon, once in a page; `<Icon>` and `<TierMark>` point at them. Made of elements, not of markup
 * text, so it works where the content security policy allows nothing but our own scripts.
 */
export function IconSprite() {
  return (
    <svg width="0" height="0" class="sprite" aria-hidden="true">
      <defs>
        <symbol id="i-search" viewBox="0 0 16 16">
          <circle cx="7" cy="7" r="4.3" />
          <path d="m10.3 10.3 3.2 3.2" />
        </symbol>
        <symbol id="i-mail" viewBox="0 0 16 16">
          <rect x="1.8" y="3.3" width="12.4" height="9.4" rx="1.2" />
          <path d="m2.2 4.2 5.8 4.6 5.8-4.6" />
        </symbol>
        <symbol id="i-phone" viewBox="0 0 16 16">
          <path d="M3 2.5h2.4l1.2 3-1.5 1.2a8 8 0 0 0 4.2 4.2l1.2-1.5 3 1.2V13c0 .3-.2.5-.5.5C7.5 13.5 2.5 8.5 2.5 3c0-.3.2-.5.5-.5Z" />
        </symbol>
        <symbol id="i-chat" viewBox="0 0 16 16">
          <path d="M2.3 3.3h11.4v7.6H7.2L4.4 13.4v-2.5H2.3z" />
          <path d="M5 7.1h.01M8 7.1h.01M11 7.1h.01" />
        </symbol>
        <symbol id="i-visit" viewBox="0 0 16 16">
          <path d="M8 14.2S3.3 9.9 3.3 6.5a4.7 4.7 0 0 1 9.4 0C12.7 9.9 8 14.2 8 14.2Z" />
          <circle cx="8" cy="6.5" r="1.6" />
        </symbol>
        <symbol id="i-order" viewBox="0 0 16 16">
          <path d="M3.5 1.9v12.2l1.5-1 1.5 1 1.5-1 1.5 1 1.5-1 1.5 1V1.9z" />
          <path d="M6 5.5h4M6 8.3h4" />
        </symbol>
        <symbol id="i-pay" viewBox="0 0 16 16">
          <rect x="1.8" y="4" width="12.4" height="8" rx="1" />
          <circle cx="8" cy="8" r="1.7" />
          <path d="M4.2 8h.01M11.8 8h.01" />
        </symbol>
        <symbol id="i-note" viewBox="0 0 16 16">
          <path d="M3 2.3h10v7.9l-3.5 3.5H3z" />
          <path d="M13 10.2H9.5v3.5M5.5 5.3h5M5.5 8h3" />
        </symbol>
        <symbol id="i-task" viewBox="0 0 16 16">
          <rect x="2.5" y="2.5" width="11" height="11" rx="1.5" />
          <path d="m5.3 8.2 1.9 1.9 3.5-4" />
        </symbol>
        <symbol id="i-deal" viewBox="0 0 16 16">
          <path d="M3.5 14V2.3M3.5 3h8.7l-2 2.9 2 2.9H3.5" />
        </symbol>
        <symbol id="i-web" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="6" />
          <path d="M2 8h12M8 2c2.2 2 2.2 10 0 12M8 2c-2.2 2-2.2 10 0 12" />
        </symbol>
        <symbol id="i-fax" viewBox="0 0 16 16">
          <path d="M4.5 6V2.3h7V6M2.3 6h11.4v6.5H2.3zM5 9h3.5M11 9h.01" />
        </symbol>
        <symbol id="i-letter" viewBox="0 0 16 16">
          <path d="M2 6.5 8 2.5l6 4v7H2z" />
          <path d="m2 6.8 6 3.7 6-3.7" />
        </symbol>
        <symbol id="i-person" viewBox="0 0 16 16">
          <circle cx="8" cy="5" r="2.7" />
          <path d="M2.8 13.7c.4-2.9 2.5-4.3 5.2-4.3s4.8 1.4 5.2 4.3" />
        </symbol>
        <symbol id="i-company" viewBox="0 0 16 16">
          <path d="M3 14V2.5h6.5V14M9.5 6.5H13V14M1.8 14h12.4M5.3 5.5h1.9M5.3 8.2h1.9M5.3 10.9h1.9" />
        </symbol>
        <symbol id="i-check" viewBox="0 0 16 16">
          <path d="m3 8.5 3.2 3.2L13 4.6" />
        </symbol>
        <symbol id="i-saved" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="5.7" />
          <path d="m5.5 8.2 1.8 1.8 3.3-3.7" />
        </symbol>
        <symbol id="i-waits" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="5.7" stroke-dasharray="2.2 2.27" />
          <path d="M8 5v3.2l2 1.2" />
        </symbol>
        <symbol id="i-offline" viewBox="0 0 16 16">
          <path d="M2.2 6.4a8.6 8.6 0 0 1 3-1.8M13.8 6.4a8.6 8.6 0 0 0-5.1-2.3M4.6 9a5 5 0 0 1 2-1.1M11.4 9a5 5 0 0 0-.8-.6M8 12.2h.01M2.8 2.5l10.7 11" />
        </symbol>
        <symbol id="i-stop" viewBox="0 0 16 16">
          <path d="M8 2.2 14.2 13H1.8z" />
          <path d="M8 6.3v3.2M8 11.3h.01" />
        </symbol>
        <symbol id="i-right" viewBox="0 0 16 16">
          <path d="m6 3.5 4.5 4.5L6 12.5" />
        </symbol>
        <symbol id="i-down" viewBox="0 0 16 16">
          <path d="m3.5 6 4.5 4.5L12.5 6" />
        </symbol>
        <symbol id="i-left" viewBox="0 0 16 16">
          <path d="M10 3.5 5.5 8l4.5 4.5" />
        </symbol>
        <symbol id="i-up" viewBox="0 0 16 16">
          <path d="m3.5 10 4.5-4.5 4.5 4.5" />
        </symbol>
        <symbol id="i-more" viewBox="0 0 16 16">
          <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.2" />
        </symbol>
        <symbol id="i-plus" viewBox="0 0 16 16">
          <path d="M8 3v10M3 8h10" />
        </symbol>
        <symbol id="i-x" viewBox="0 0 16 16">
          <path d="m4 4 8 8M12 4l-8 8" />
        </symbol>
        <symbol id="i-next" viewBox="0 0 16 16">
          <path d="M2.5 8h10M8.7 4.2 12.5 8l-3.8 3.8" />
        </symbol>
        <symbol id="i-inn" viewBox="0 0 16 16">
          <path d="M13 3 4 12M4 5.5V12h6.5" />
        </symbol>
        <symbol id="i-out" viewBox="0 0 16 16">
          <path d="m3 13 9-9M5.5 4H12v6.5" />
        </symbol>
        <symbol id="i-undo" viewBox="0 0 16 16">
          <path d="M5.5 3 2.5 6l3 3M2.8 6h6.4a4 4 0 0 1 0 8H6" />
        </symbol>
        <symbol id="i-filter" viewBox="0 0 16 16">
          <path d="M2 4h12M4.5 8h7M6.8 12h2.4" />
        </symbol>
        <symbol id="i-print" viewBox="0 0 16 16">
          <path d="M4.5 6V2.5h7V6M4.5 11.5H2.3V6h11.4v5.5h-2.2M4.5 9.5h7v4h-7z" />
        </symbol>
        <symbol id="i-sheet" viewBox="0 0 16 16">
          <path d="M2.5 2.5h11v11h-11zM2.5 6.2h11M2.5 9.8h11M6.5 2.5v11" />
        </symbol>
        <symbol id="i-pencil" viewBox="0 0 16 16">
          <path d="M2.5 13.5 3.3 10l7.4-7.4 2.7 2.7L6 12.7z" />
        </symbol>
        <symbol id="i-lock" viewBox="0 0 16 16">
          <rect x="3" y="7" width="10" height="6.7" rx="1" />
          <path d="M5.3 7V4.8a2.7 2.7 0 0 1 5.4 0V7" />
        </symbol>
        <symbol id="i-merge" viewBox="0 0 16 16">
          <path d="M3 2.5c0 4 5 3.5 5 7.5v3.5M13 2.5c0 4-5 3.5-5 7.5M5.7 11.3 8 13.6l2.3-2.3" />
        </symbol>
        <symbol id="i-box" viewBox="0 0 16 16">
          <path d="m8 1.9 5.7 3v6.2L8 14.1l-5.7-3V4.9zM2.5 5 8 8l5.5-3M8 8v6" />
        </symbol>
        <symbol id="i-chart" viewBox="0 0 16 16">
          <path d="M2.5 2.5v11h11M5 10.5l2.5-3.3 2.2 1.7L13 4.5" />
        </symbol>
        <symbol id="i-sun" viewBox="0 0 16 16">
          <path d="M1.8 12.5h12.4M4 12.5a4 4 0 0 1 8 0M8 3.3v2M2.8 6.3l1.4 1.2M13.2 6.3l-1.4 1.2" />
        </symbol>
        <symbol id="i-gear" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="2.2" />
          <path d="M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4" />
        </symbol>
        <symbol id="i-horn" viewBox="0 0 16 16">
          <path d="M2.5 6.5v3h2l6.5 3V3.5l-6.5 3zM13 6.5v3M5 9.7l.8 3.3h1.7" />
        </symbol>
        <symbol id="i-people" viewBox="0 0 16 16">
          <circle cx="6" cy="5.5" r="2.3" />
          <path d="M1.8 13c.3-2.6 2-3.9 4.2-3.9s3.9 1.3 4.2 3.9M10.5 3.5a2.2 2.2 0 0 1 0 4.1M12 9.4c1.3.5 2.1 1.7 2.3 3.6" />
        </symbol>
        <symbol id="i-book" viewBox="0 0 16 16">
          <path d="M2.5 2.5h11v11h-11z" />
          <path d="M10 2.5v11" />
          <path d="M11.75 2.5v4.5" stroke-width="2.6" stroke-linecap="butt" />
        </symbol>
        <symbol id="i-inbox" viewBox="0 0 16 16">
          <path d="M2.2 9.2 4 3h8l1.8 6.2v4H2.2zM2.2 9.2h3.5l.9 1.7h2.8l.9-1.7h3.5" />
        </symbol>
        <symbol id="i-menu" viewBox="0 0 16 16">
          <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />
        </symbol>
        <symbol id="i-clock" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="5.7" />
          <path d="M8 4.8V8l2.2 1.3" />
        </symbol>
        <symbol id="i-q" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="5.7" />
          <path d="M6.3 6.4a1.7 1.7 0 1 1 2.5 1.5c-.6.3-.8.6-.8 1.2M8 11.2h.01" />
        </symbol>
        <symbol id="t-0" viewBox="0 0 16 16">
          <path fill="none" stroke="currentColor" stroke-opacity=".45" stroke-width="1" d="M1.5 2h3V14h-3z" />
          <path fill="none" stroke="currentColor" stroke-opacity=".45" stroke-width="1" d="M6.5 4.5h3V14h-3z" />
          <path fill="none" stroke="currentColor" stroke-opacity=".45" stroke-width="1" d="M11.5 3h3V14h-3z" />
        </symbol>
        <symbol id="s-0" viewBox="0 0 16 16">
          <path fill="none" stroke="currentColor" stroke-opacity=".5" stroke-width="1.33" d="M1.67 2.67h2.67V14.33h-2.67z" />
          <path fill="none" stroke="currentColor" stroke-opacity=".5" stroke-width="1.33" d="M6.67 4.67h2.67V14.33h-2.67z" />
          <path fill="none" stroke="currentColor" stroke-opacity=".5" stroke-width="1.33" d="M11.67 3.67h2.67V14.33h-2.67z" />
        </symbol>
        <symbol id="t-1" viewBox="0 0 16 16">
          <path fill="currentColor" fill-rule="evenodd" stroke="none" d="M1 1.5h4V14.5h-4zM1 3.75h4v.8h-4z" />
          <path fill="none" stroke="currentColor" stroke-opacity=".45" stroke-width="1" d="M6.5 4.5h3V14h-3z" />
          <path fill="none" stroke="currentColor" stroke-opacity=".45" stroke-width="1" d="M11.5 3h3V14h-3z" />
        </symbol>
        <symbol id="s-1" viewBox="0 0 16 16">
          <path fill="currentColor" stroke="none" d="M1 2h4V15h-4z" />
          <path fill="none" stroke="currentColor" stroke-opacity=".5" stroke-width="1.33" d="M6.67 4.67h2.67V14.33h-2.67z" />
          <path fill="none" stroke="currentColor" stroke-opacity=".5" stroke-width="1.33" d="M11.67 3.67h2.67V14.33h-2.67z" />
        </symbol>
        <symbol id="t-2" viewBox="0 0 16 16">
          <path fill="currentColor" fill-rule="evenodd" stroke="none" d="M1 1.5h4V14.5h-4zM1 3.75h4v.8h-4z" />
          <path fill="currentColor" fill-rule="evenodd" stroke="none" d="M6 4h4V14.5h-4zM6 6.25h4v.8h-4z" />
          <path fill="none" stroke="currentColor" stroke-opacity=".45" stroke-width="1" d="M11.5 3h3V14h-3z" />
        </symbol>
        <symbol id="s-2" viewBox="0 0 16 16">
          <path fill="currentColor" stroke="none" d="M1 2h4V15h-4z" />
          <path fill="currentColor" stroke="none" d="M6 4h4V15h-4z" />
          <path fill="none" stroke="currentColor" stroke-opacity=".5" stroke-width="1.33" d="M11.67 3.67h2.67V14.33h-2.67z" />
        </symbol>
        <symbol id="t-3" viewBox="0 0 16 16">
          <path fill="currentColor" fill-rule="evenodd" stroke="none" d="M1 1.5h4V14.5h-4zM1 3.75h4v.8h-4z" />
          <path fill="currentColor" fill-rule="evenodd" stroke="none" d="M6 4h4V14.5h-4zM6 6.25h4v.8h-4z" />
          <path fill="currentColor" fill-rule="evenodd" stroke="none" d="M11 2.5h4V14.5h-4zM11 4.75h4v.8h-4z" />
        </symbol>
        <symbol id="s-3" viewBox="0 0 16 16">
          <path fill="currentColor" stroke="none" d="M1 2h4V15h-4z" />
          <path fill="currentColor" stroke="none" d="M6 4h4V15h-4z" />
          <path fill="currentColor" stroke="none" d="M11 3h4V15h-4z" />
        </symbol>
      </defs>
    </svg>
  );
}
