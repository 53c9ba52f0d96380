//! The circuits for tools that draw: Graphviz and Mermaid.

use crate::report::analysis_report::{AnalysisReport, Circuit, Gate};
use crate::report::foreign;

/// For Graphviz.
pub fn dot(analysis_report: &AnalysisReport) -> String {
    let mut out = String::from(
        "digraph circuits {\n  rankdir=TB;\n  compound=true;\n  node [shape=box, fontname=\"serif\"];\n  edge [arrowsize=0.7];\n",
    );
    draw(analysis_report, &Dot, &mut out);
    out.push_str("}\n");
    out
}

/// For Mermaid.
pub fn mermaid(analysis_report: &AnalysisReport) -> String {
    let mut out = String::from("flowchart TB\n");
    draw(analysis_report, &Mermaid, &mut out);
    out.push_str("  classDef adverse stroke:#9b1c1c,stroke-width:3px;\n  classDef nobodys stroke-dasharray:2 4;\n");
    out
}

/// How a node looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NodeStyle {
    Plain,
    Adverse,
    Nobodys,
    Delay,
    Round,
}

/// A language of graphs.
trait Language {
    fn open(&self, number: usize, title: &str) -> String;
    fn close(&self) -> &'static str;
    fn node(&self, id: &str, lines: &[String], look: NodeStyle) -> String;
    fn edge(&self, from: &str, to: &str, label: &str) -> String;
}

struct Dot;

impl Language for Dot {
    fn open(&self, number: usize, title: &str) -> String {
        format!("  subgraph cluster_{number} {{\n  label=\"{}\";\n", foreign::dot(title))
    }

    fn close(&self) -> &'static str {
        "  }\n"
    }

    fn node(&self, id: &str, lines: &[String], look: NodeStyle) -> String {
        let label: Vec<String> = lines.iter().map(|it| foreign::dot(it)).collect();
        let style = match look {
            NodeStyle::Plain => "",
            NodeStyle::Adverse => ", color=\"#9b1c1c\", penwidth=2.5",
            NodeStyle::Nobodys => ", style=dotted, penwidth=2.5",
            NodeStyle::Delay => ", style=dashed",
            NodeStyle::Round => ", shape=oval",
        };
        format!("  {id} [label=\"{}\"{style}];\n", label.join("\\n"))
    }

    fn edge(&self, from: &str, to: &str, label: &str) -> String {
        let label = if label.is_empty() { String::new() } else { format!(" [label=\"{}\"]", foreign::dot(label)) };
        format!("  {from} -> {to}{label};\n")
    }
}

struct Mermaid;

impl Language for Mermaid {
    fn open(&self, number: usize, title: &str) -> String {
        format!("  subgraph promise{number} [\"{}\"]\n", foreign::mermaid(title))
    }

    fn close(&self) -> &'static str {
        "  end\n"
    }

    fn node(&self, id: &str, lines: &[String], look: NodeStyle) -> String {
        let label: Vec<String> = lines.iter().map(|it| foreign::mermaid(it)).collect();
        let label = label.join("<br/>");
        match look {
            NodeStyle::Round => format!("  {id}([\"{label}\"])\n"),
            NodeStyle::Plain | NodeStyle::Delay => format!("  {id}[\"{label}\"]\n"),
            NodeStyle::Adverse => format!("  {id}[\"{label}\"]:::adverse\n"),
            NodeStyle::Nobodys => format!("  {id}[\"{label}\"]:::nobodys\n"),
        }
    }

    fn edge(&self, from: &str, to: &str, label: &str) -> String {
        if label.is_empty() {
            format!("  {from} --> {to}\n")
        } else {
            format!("  {from} -->|\"{}\"| {to}\n", foreign::mermaid(label))
        }
    }
}

fn draw(analysis_report: &AnalysisReport, language: &dyn Language, out: &mut String) {
    for (number, way) in analysis_report.gates.iter().flatten().enumerate() {
        out.push_str(&language.open(number, &way.clause.cite));
        let mut drawing = Drawing { language, out, prefix: format!("p{number}"), nodes: 0 };
        let event = way.event.clone().unwrap_or_else(|| "no event is named".to_owned());
        let event = drawing.node(&[event], NodeStyle::Round);
        let ends = drawing.circuit(&way.circuit, vec![(event, String::new())]);
        let effect = drawing.node(std::slice::from_ref(&way.clause.name), NodeStyle::Round);
        drawing.join(&ends, &effect);
        out.push_str(language.close());
    }
}

struct Drawing<'d> {
    language: &'d dyn Language,
    out: &'d mut String,
    prefix: String,
    nodes: usize,
}

/// Where a way has come to: a node, and what is said of the edge that leaves it.
type WayEnd = (String, String);

impl Drawing<'_> {
    fn node(&mut self, lines: &[String], look: NodeStyle) -> String {
        let id = format!("{}n{}", self.prefix, self.nodes);
        self.nodes += 1;
        self.out.push_str(&self.language.node(&id, lines, look));
        id
    }

    fn join(&mut self, from: &[WayEnd], to: &str) {
        for (from, label) in from {
            self.out.push_str(&self.language.edge(from, to, label));
        }
    }

    /// Draws a circuit behind some ends; gives its own.
    fn circuit(&mut self, circuit: &Circuit, from: Vec<WayEnd>) -> Vec<WayEnd> {
        match circuit {
            Circuit::Open => from,
            Circuit::Shut => {
                let node = self.node(&["no route leads there".to_owned()], NodeStyle::Nobodys);
                self.join(&from, &node);
                vec![(node, String::new())]
            }
            Circuit::Gate(gate) => {
                let node = self.gate(gate);
                self.join(&from, &node);
                vec![(node, String::new())]
            }
            Circuit::All { of } => of.iter().fold(from, |from, part| self.circuit(part, from)),
            Circuit::Any { of } => of.iter().flat_map(|part| self.circuit(part, from.clone())).collect(),
            Circuit::Through { of, .. } => match of {
                Some(inner) => self.circuit(inner, from),
                None => from,
            },
            Circuit::Delay { of } => {
                let around: Vec<WayEnd> =
                    from.iter().map(|(node, _)| (node.clone(), "when its clock runs out".to_owned())).collect();
                let mut ends = self.circuit(of, from);
                ends.extend(around);
                ends
            }
            Circuit::Unless { of } => {
                let ends = self.circuit(of, from);
                ends.into_iter().map(|(node, _)| (node, "unless it is adopted".to_owned())).collect()
            }
        }
    }

    fn gate(&mut self, gate: &Gate) -> String {
        let holders = if gate.holders.is_empty() {
            "held by nobody".to_owned()
        } else {
            let marked = |it: &String| if gate.adverse.contains(it) { format!("{it} (!)") } else { it.clone() };
            format!("held by {}", gate.holders.iter().map(marked).collect::<Vec<_>>().join(", "))
        };
        let mut lines = vec![gate.words.clone(), format!("{}; {holders}", gate.kind)];
        lines.extend(gate.clock.clone());
        let look = match gate {
            gate if gate.holders.is_empty() => NodeStyle::Nobodys,
            gate if !gate.adverse.is_empty() => NodeStyle::Adverse,
            gate if gate.delay => NodeStyle::Delay,
            _ => NodeStyle::Plain,
        };
        self.node(&lines, look)
    }
}
