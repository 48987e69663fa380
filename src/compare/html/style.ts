/** How the page looks: one column on a telephone, charts with their tables beside them where there is room. */
import { markVariables } from './marks.ts'

const light = '--ink: #1f2328; --soft: #57606a; --rule: #d8dee4; --paper: #ffffff; --fill: #f3f5f7;'
const dark = '--ink: #e6edf3; --soft: #9aa6b2; --rule: #30363d; --paper: #0d1117; --fill: #161b22;'

export const style = `
:root { color-scheme: light dark; ${light} ${markVariables} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1rem; max-width: 76rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { margin: 0; font-size: 1.6rem } h2 { margin: 2.5rem 0 .5rem; font-size: 1.2rem } h3 { font-size: 1rem }
.verdict { font-size: 1.1rem; font-weight: 600 }
.soft, small, caption { color: var(--soft) }
pre { padding: .75rem; background: var(--fill); white-space: pre-wrap }
.keys { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0; list-style: none }
.key { width: 2.5rem; height: .625rem }
.pair { display: grid; gap: 1rem; align-items: start }
.pair > *, .scroll { min-width: 0 }
@media (min-width: 60rem) { .pair { grid-template-columns: 1fr 1fr } }
figure { margin: 0 } figure svg { display: block; width: 100%; max-width: 36rem; height: auto }
.scroll { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; overflow-wrap: normal }
caption { padding: .25rem 0; text-align: left }
th, td { padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top }
td { min-width: 4.5rem } data { white-space: nowrap } td small { display: block; white-space: nowrap }
.drawing { max-width: 100%; height: auto }
`
