"""Rendering of the folder's Jinja file, against the reference's rendering of the same file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import PreTrainedTokenizerFast
from transformers.utils.chat_template_utils import render_jinja_template

from engine.chat_template import ChatTemplate
from engine.errors import InvalidRequest, ModelFilesError
from engine.requests import ChatMessage
from tests.fakes.tiny_tokenizer import TEMPLATE, write_tokenizer

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)
conversations = st.tuples(
    st.none() | texts, st.lists(st.tuples(texts, texts), max_size=3), texts
).map(
    lambda parts: [
        *([ChatMessage("system", parts[0])] if parts[0] is not None else []),
        *(
            message
            for user, reply in parts[1]
            for message in (ChatMessage("user", user), ChatMessage("assistant", reply))
        ),
        ChatMessage("user", parts[2]),
    ]
)


@given(conversations, st.booleans())
@settings(max_examples=60, deadline=None)
def test_renders_as_the_reference_does(messages: list[ChatMessage], thinking: bool) -> None:
    plain = [{"role": message.role, "content": message.content} for message in messages]
    expected, _ = render_jinja_template(
        [plain],
        chat_template=TEMPLATE,
        add_generation_prompt=True,
        enable_thinking=thinking,
        bos_token="<bos>",
    )
    assert ChatTemplate(TEMPLATE).render(messages, thinking=thinking) == expected[0]


def test_prompt_ids_equal_apply_chat_template(saved: Callable) -> None:
    from engine.tokenizer import Tokenizer

    folder, _ = saved("talkative")
    reference = PreTrainedTokenizerFast.from_pretrained(folder)
    messages = [
        ChatMessage("system", "Be brief."),
        ChatMessage("user", "Hello, wer bist du? Größe 5 € 😀"),
        ChatMessage("assistant", "I am a model.\n\n- a\n- b"),
        ChatMessage("user", "And then?"),
    ]
    for thinking in (False, True):
        expected = reference.apply_chat_template(
            [{"role": m.role, "content": m.content} for m in messages],
            add_generation_prompt=True,
            enable_thinking=thinking,
            tokenize=True,
            return_dict=True,
        )["input_ids"]
        assert Tokenizer.from_folder(folder).encode_chat(messages, thinking=thinking) == expected


def test_prompt_of_a_begun_reply_equals_the_reference_that_continues_it(saved: Callable) -> None:
    from engine.tokenizer import Tokenizer

    folder, _ = saved("talkative")
    reference = PreTrainedTokenizerFast.from_pretrained(folder)
    ours = Tokenizer.from_folder(folder)
    question = ChatMessage("user", "Hello, wer bist du?")
    begun = ChatMessage("assistant", "Größe 5 € 😀\n\n- the mod")
    for thinking in (False, True):
        expected = reference.apply_chat_template(
            [{"role": m.role, "content": m.content} for m in (question, begun)],
            continue_final_message=True,
            enable_thinking=thinking,
            tokenize=True,
            return_dict=True,
        )["input_ids"]
        assert ours.encode_chat([question, begun], thinking=thinking) == expected
        template = ChatTemplate(TEMPLATE).render([question], thinking=thinking)
        assert expected == ours.encode(template + begun.content)


def test_a_refusal_of_the_template_is_a_sentence() -> None:
    messages = [ChatMessage("user", "a"), ChatMessage("system", "b"), ChatMessage("user", "c")]
    with pytest.raises(InvalidRequest, match="a system message must come first"):
        ChatTemplate(TEMPLATE).render(messages, thinking=False)


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ messages.append(1) }}",
        "{{ undefined_name.attribute }}",
        "{{ 1 / 0 }}",
        "{% for i in range(10 ** 9) %}{% endfor %}",
    ],
)
def test_a_hostile_or_broken_template_cannot_get_out(source: str) -> None:
    with pytest.raises(ModelFilesError):
        ChatTemplate(source).render([ChatMessage("user", "x")], thinking=False)


def test_a_template_with_a_syntax_error_is_named() -> None:
    with pytest.raises(ModelFilesError, match="template"):
        ChatTemplate("{% if %}")


def test_the_template_in_tokenizer_config_serves_where_there_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "tokenizer_config.json").write_text('{"chat_template": "{{ bos_token }}x"}')
    rendered = ChatTemplate.from_folder(tmp_path).render([ChatMessage("user", "")], thinking=False)
    assert rendered == "<bos>x"


def test_a_folder_without_a_template_is_refused(tmp_path: Path) -> None:
    write_tokenizer(tmp_path, 160)
    (tmp_path / "chat_template.jinja").unlink()
    with pytest.raises(ModelFilesError, match=r"chat_template\.jinja"):
        ChatTemplate.from_folder(tmp_path)
