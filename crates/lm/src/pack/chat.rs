//! Making a text of a conversation, by the template that a pack brings.

use minijinja::{Environment, Error, ErrorKind, context};
use serde::{Deserialize, Serialize};

use crate::LoadError;

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Who said it: `system`, `user` or `assistant`.
    pub role: String,
    /// What was said.
    pub content: String,
}

impl Message {
    /// What somebody said.
    pub fn new(role: impl Into<String>, content: impl Into<String>) -> Self {
        Self { role: role.into(), content: content.into() }
    }
}

/// What `tokenizer_config.json` says that a template needs.
#[derive(Default, Deserialize)]
pub(super) struct Settings {
    chat_template: Option<Templates>,
    bos_token: Option<Token>,
    eos_token: Option<Token>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Templates {
    One(String),
    Named(Vec<Named>),
}

#[derive(Deserialize)]
struct Named {
    name: String,
    template: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Token {
    Text(String),
    Added { content: String },
}

impl Token {
    fn text(self) -> String {
        match self {
            Self::Text(text) | Self::Added { content: text } => text,
        }
    }
}

/// A chat template that can be filled.
#[derive(Clone)]
pub(super) struct Template {
    environment: Environment<'static>,
    begin: String,
    end: String,
}

const NAME: &str = "chat";

impl Template {
    /// The template of a file of its own or of the tokenizer's settings; none where a pack has none.
    pub(super) fn new(settings: Settings, file: Option<&[u8]>) -> Result<Option<Self>, LoadError> {
        let text = match (file, settings.chat_template) {
            (Some(file), _) => Some(String::from_utf8_lossy(file).into_owned()),
            (None, Some(Templates::One(text))) => Some(text),
            (None, Some(Templates::Named(all))) => {
                all.into_iter().find(|it| it.name == "default").map(|it| it.template)
            }
            (None, None) => None,
        };
        let Some(text) = text else { return Ok(None) };
        let mut environment = Environment::new();
        // As the reference renders them.
        environment.set_trim_blocks(true);
        environment.set_lstrip_blocks(true);
        environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
        environment.add_function("raise_exception", |why: String| -> Result<String, Error> {
            Err(Error::new(ErrorKind::InvalidOperation, why))
        });
        // Templates may want to know today's date; the answer must not depend on it.
        environment.add_function("strftime_now", |_: String| String::new());
        let broken = |error: Error| LoadError::Config {
            path: if file.is_some() { super::TEMPLATE } else { super::TOKENIZER_CONFIG }.to_owned(),
            why: format!("its chat template: {error}"),
        };
        environment.add_template_owned(NAME, text).map_err(broken)?;
        let token = |token: Option<Token>| token.map(Token::text).unwrap_or_default();
        Ok(Some(Self { environment, begin: token(settings.bos_token), end: token(settings.eos_token) }))
    }

    /// The text of a conversation, to which the model's answer is to be added.
    pub(super) fn render(&self, messages: &[Message]) -> Result<String, String> {
        let template = self.environment.get_template(NAME).map_err(|error| error.to_string())?;
        let values = context! {
            messages,
            bos_token => self.begin,
            eos_token => self.end,
            add_generation_prompt => true,
        };
        template.render(values).map_err(|error| format!("the chat template cannot be filled: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(config: &str) -> Option<Template> {
        let settings = serde_json::from_str(config).expect("the settings are JSON");
        Template::new(settings, None).expect("the template is sound")
    }

    fn render(text: &str) -> Result<String, String> {
        let settings =
            serde_json::json!({ "chat_template": text, "bos_token": { "content": "<s>" }, "eos_token": "</s>" });
        let messages = [Message::new("system", " Be brief. "), Message::new("user", "Why?")];
        template(&settings.to_string()).expect("there is a template").render(&messages)
    }

    #[test]
    fn templates_are_filled_as_their_authors_wrote_them() {
        let chatml = "{% for message in messages %}\n    {{ '<|' + message['role'] + '|>' + message['content'].strip() + eos_token }}\n\
                      {% endfor %}\n{% if add_generation_prompt %}\n{{ '<|assistant|>' }}\n{% endif %}";
        let text = render(chatml).expect("it can be filled");
        assert_eq!(text.split_whitespace().collect::<String>(), "<|system|>Bebrief.</s><|user|>Why?</s><|assistant|>");
        let slices = "{{ bos_token }}{% set rest = messages[1:] %}{% if messages[0].role == 'system' %}[{{ messages[0].content | trim }}]\
                      {% endif %}{% for m in rest %}{% if loop.first %}{{ m.content }}{% endif %}{% endfor %}";
        assert_eq!(render(slices).expect("it can be filled"), "<s>[Be brief.]Why?");
    }

    #[test]
    fn a_template_may_refuse() {
        let error = render("{{ raise_exception('roles must alternate') }}").unwrap_err();
        assert!(error.contains("roles must alternate"), "{error}");
    }

    #[test]
    fn templates_come_in_several_forms() {
        let named = r#"{"chat_template":[{"name":"tools","template":"no"},{"name":"default","template":"yes"}]}"#;
        assert_eq!(template(named).expect("there is one").render(&[]).expect("it can be filled"), "yes");
        assert!(template("{}").is_none());
        let own = Template::new(Settings::default(), Some(b"own")).expect("the template is sound");
        assert_eq!(own.expect("there is one").render(&[]).expect("it can be filled"), "own");
        let settings = serde_json::from_str(r#"{"chat_template":"{% for %}"}"#).expect("the settings are JSON");
        let error = Template::new(settings, None).err().expect("it is refused").to_string();
        assert!(error.starts_with("tokenizer_config.json cannot be used: its chat template: syntax error"), "{error}");
    }
}
