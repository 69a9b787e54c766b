package upft.demo;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The fixed texts around a demo question: its chat template, and every word that the demo's texts are made of. */
final class DemoText {
    /** The plainest of chat templates: the question on one line, the solution on the next ones. */
    static final String CHAT_TEMPLATE = "{% for message in messages %}"
            + "{% if message['role'] == 'user' %}Question: {{ message['content'] }}\n"
            + "{% elif message['role'] == 'assistant' %}Solution:\n{{ message['content'] }}" + DemoTokenizer.END + "\n"
            + "{% else %}{{ message['content'] }}\n{% endif %}"
            + "{% endfor %}"
            + "{% if add_generation_prompt %}Solution:\n{% endif %}";

    private DemoText() {}

    /** A question as the chat template puts it to the model. */
    static String prompt(String question) {
        return "Question: " + question + "\nSolution:\n";
    }

    /** Texts in which every word of the corpus occurs as it does there, with or without a space before it. */
    static Stream<String> words(String taskTemplate) {
        Stream<String> topics = Topics.ALL.stream()
                .flatMap(topic -> Stream.of(topic.question(), topic.firstText(), topic.secondText()));
        Stream<String> sentences = Stream.concat(topics, Solver.HASTY_TEXTS.stream())
                .map(text -> prompt(text.replaceAll("\\{\\w+}|%s", "0")));
        Stream<String> fillings = Stream.of(Topics.NAMES, Topics.THINGS, Solver.LINKS)
                .flatMap(words -> words.stream().map(word -> " " + word));
        Stream<String> openings = Stream.of(Solver.Manner.values()).flatMap(manner -> manner.openings().stream());
        Stream<String> digits = IntStream.range(0, 10).mapToObj(digit -> " " + digit);
        Stream<String> signs = Stream.of(" + - * / ( ) =\n####");
        return Stream.of(sentences, fillings, openings, digits, signs, Stream.of(taskTemplate))
                .flatMap(words -> words);
    }
}
