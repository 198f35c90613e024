/**
 * The looks of the pictures. Colours are those of Okabe and Ito, which people tell apart who see few colours, made
 * darker or lighter until texts have a contrast of 4.5 to 1 on their ground.
 */
export const STYLE = `
:root { --ground: #ffffff; --ink: #1f2328; --faint: #59636e; --rule: #d1d9e0; --track: #eff2f5;
  --blue: #0067a3; --orange: #b84a00; --green: #00754f; --purple: #9a3b77; --area: #e3e8ee }
@media (prefers-color-scheme: dark) { :root { --ground: #0d1117; --ink: #f0f6fc; --faint: #9198a1; --rule: #3d444d;
  --track: #1c2128; --blue: #56b4e9; --orange: #ff9a57; --green: #3fcf9f; --purple: #e08fc0; --area: #262c36 } }
text { font: 13px system-ui, -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; fill: var(--ink) }
.head { font-weight: 600; font-size: 15px }
.faint { fill: var(--faint) }
.blue { fill: var(--blue) } .orange { fill: var(--orange) } .green { fill: var(--green) } .purple { fill: var(--purple) }
.ground { fill: var(--ground) } .track { fill: var(--track) } .area { fill: var(--area) }
.rule { stroke: var(--rule) }
.line { fill: none; stroke-width: 2; stroke-linejoin: round }
.line-blue { stroke: var(--blue) } .line-orange { stroke: var(--orange) } .line-purple { stroke: var(--purple); stroke-dasharray: 2 2 }
.line-green { stroke: var(--green); stroke-dasharray: 6 3 }
`;
