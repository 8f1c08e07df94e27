//! The flow chart of a function, closed at first: the picture, and the same in words.

use std::rc::Rc;

use engine::render::{Line, Shape, TIP, chart_picture};
use engine::{BoxKind, Chart};
use wasm_bindgen::JsCast;
use web_sys::HtmlDetailsElement;
use yew::prelude::*;

use super::sentence::words;

/// The element that opens and closes.
const PLACE: &str = "chart";

/// What the chart needs.
#[derive(Properties, PartialEq)]
pub struct FlowChartProps {
    /// The chart.
    pub chart: Rc<Chart>,
}

/// The flow chart of a function. It is drawn only once it is open.
#[component(FlowChart)]
pub fn flow_chart(props: &FlowChartProps) -> Html {
    let is_open = use_state_eq(|| false);
    let ontoggle = {
        let is_open = is_open.clone();
        Callback::from(move |event: Event| {
            // The words below are an element that opens too, and its event passes here.
            let details = event.target().and_then(|it| it.dyn_into::<HtmlDetailsElement>().ok());
            if let Some(details) = details.filter(|it| it.id() == PLACE) {
                is_open.set(details.open());
            }
        })
    };
    html! {
        <section class="part part-chart" aria-labelledby="section-chart">
            <h2 id="section-chart">{ "Flow chart" }</h2>
            <details id={PLACE} open={*is_open} {ontoggle}>
                <summary>{ "Where it branches, loops and ends" }</summary>
                if *is_open {
                    { picture(&props.chart) }
                    { in_words(&props.chart) }
                }
            </details>
        </section>
    }
}

fn picture(chart: &Chart) -> Html {
    let it = chart_picture(chart);
    let (width, height) = (it.width.to_string(), it.height.to_string());
    html! {
        <div class="chart">
            <svg xmlns="http://www.w3.org/2000/svg" viewBox={format!("0 0 {width} {height}")} {width} {height}
                role="group" aria-label={it.title.clone()}>
                <defs>
                    <marker id="chart-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"
                        orient="auto-start-reverse"><path d={TIP} fill="currentColor" /></marker>
                </defs>
                <g class="chart-arrows" aria-hidden="true">
                    { for it.arrows.iter().map(|path| html! { <path d={path.clone()} marker-end="url(#chart-tip)" /> }) }
                </g>
                <g class="chart-labels" aria-hidden="true">
                    { for it.labels.iter().map(|line| html! {
                        <text x={line.x.to_string()} y={line.y.to_string()}>{ pieces(line) }</text>
                    }) }
                </g>
                { for it.boxes.iter().map(shape) }
            </svg>
        </div>
    }
}

fn shape(it: &Shape) -> Html {
    let is_end = matches!(it.kind, BoxKind::Start | BoxKind::End);
    let lines = format!("{}-{}", it.span.0, it.span.1);
    html! {
        <g class={classes!("chart-box", is_end.then_some("is-end"))} data-lines={lines} tabindex="0" role="img"
            aria-label={it.name.clone()}>
            <path d={it.outline.clone()} />
            <text text-anchor="middle" aria-hidden="true">
                { for it.lines.iter().map(|line| html! {
                    <tspan x={line.x.to_string()} y={line.y.to_string()}>{ pieces(line) }</tspan>
                }) }
            </text>
        </g>
    }
}

fn pieces(line: &Line) -> Html {
    line.pieces
        .iter()
        .map(|(text, is_code)| match is_code {
            true => html! { <tspan class="chart-code">{ text }</tspan> },
            false => html! { <tspan>{ text }</tspan> },
        })
        .collect()
}

/// The same in words: where each box leads.
fn in_words(chart: &Chart) -> Html {
    html! {
        <details class="chart-words">
            <summary>{ "The chart in words" }</summary>
            <ol role="list">
                { for chart.lines().iter().map(|line| html! { <li>{ words(line, false) }</li> }) }
            </ol>
            if chart.is_cut {
                <p>{ "The function goes on: it is too long for one chart." }</p>
            }
        </details>
    }
}
