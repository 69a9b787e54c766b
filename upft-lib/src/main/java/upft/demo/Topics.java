package upft.demo;

import static upft.demo.Topic.Look.EASY;
import static upft.demo.Topic.Look.HARD;

import java.util.List;
import upft.demo.Topic.Range;

/** The twelve topics of the demo problems and the words that fill them in. Seven look hard, five look easy. */
final class Topics {
    static final List<String> NAMES = List.of(
            "Ada", "Ben", "Carl", "Dora", "Emma", "Finn", "Gina", "Hugo", "Ivan", "Jane", "Kim", "Leo", "Mia", "Nora",
            "Omar", "Rosa");

    static final List<String> THINGS = List.of("apples", "balls", "books", "cards", "cups", "eggs", "pens", "toys");

    private static final Range FACTOR = new Range(2, 9);
    private static final Range SMALL = new Range(3, 20);
    private static final Range LARGE = new Range(30, 80);

    static final List<Topic> ALL = List.of(
            topic(
                            "boxes",
                            HARD,
                            "{name} has {a} boxes of {b} {thing} and gives {c} {thing} to {friend}. How many {thing} are left?")
                    .numbers(FACTOR, FACTOR, SMALL)
                    .first("a * b", "the boxes hold %s {thing}")
                    .second("x - c", "%s {thing} are left")
                    .hasty("a * b - c", "a * b"),
            topic("garden", HARD, "A garden has {a} rows of {b} roses and {c} tulips. How many flowers are there?")
                    .numbers(FACTOR, FACTOR, SMALL)
                    .first("a * b", "the rows have %s roses")
                    .second("x + c", "%s flowers are there")
                    .hasty("a * b + c", "a * b"),
            topic(
                            "pages",
                            HARD,
                            "A book has {a} pages. {name} reads {b} pages on Monday and {c} on Tuesday. How many pages are left?")
                    .numbers(LARGE, SMALL, SMALL)
                    .first("b + c", "{name} reads %s pages")
                    .second("a - x", "%s pages are left")
                    .hasty("a - b - c", "a - b"),
            topic(
                            "wages",
                            HARD,
                            "{name} works {a} hours for {b} dollars an hour and spends {c} dollars. How many dollars are left?")
                    .numbers(FACTOR, FACTOR, SMALL)
                    .first("a * b", "the work pays %s dollars")
                    .second("x - c", "%s dollars are left")
                    .hasty("a * b - c", "a * b"),
            topic(
                            "cookies",
                            HARD,
                            "{name} bakes {a} cookies and {friend} bakes {b}. They fill {c} bags evenly. How many cookies are in a bag?")
                    .numbers(new Range(3, 30), new Range(3, 30), new Range(2, 6))
                    .first("a + b", "they bake %s cookies")
                    .second("x / c", "a bag has %s cookies")
                    .hasty("( a + b ) / c", "a + b"),
            topic(
                            "ages",
                            EASY,
                            "{name} is {a} years old and {friend} is {b} years older. How old is {friend} in {c} years?")
                    .numbers(SMALL, SMALL, SMALL)
                    .first("a + b", "{friend} is %s years old")
                    .second("x + c", "{friend} will be %s years old")
                    .hasty("a + b + c", "a + b"),
            topic("players", HARD, "{a} teams of {b} players come and {c} players go home. How many players stay?")
                    .numbers(FACTOR, FACTOR, SMALL)
                    .first("a * b", "the teams have %s players")
                    .second("x - c", "%s players stay")
                    .hasty("a * b - c", "a * b"),
            topic(
                            "stickers",
                            HARD,
                            "{name} has {a} stickers. {friend} has {b} times as many and buys {c} more. How many stickers has {friend}?")
                    .numbers(FACTOR, FACTOR, SMALL)
                    .first("a * b", "{friend} has %s stickers")
                    .second("x + c", "{friend} has %s stickers")
                    .hasty("a * b + c", "a * b"),
            topic(
                            "shop",
                            EASY,
                            "{name} buys {a} {thing} for {b} dollars each and a bag for {c} dollars. How many dollars is that?")
                    .numbers(FACTOR, FACTOR, SMALL)
                    .first("a * b", "the {thing} cost %s dollars")
                    .second("x + c", "%s dollars are paid")
                    .hasty("a * b + c", "b + c"),
            topic(
                            "bus",
                            EASY,
                            "A bus has {a} people. At the stop {b} get off and {c} get on. How many people are on the bus?")
                    .numbers(LARGE, SMALL, SMALL)
                    .first("a - b", "%s people stay")
                    .second("x + c", "%s people are on the bus")
                    .hasty("a - b + c", "a - b"),
            topic(
                            "change",
                            EASY,
                            "{name} has {c} dollars and buys {a} tickets for {b} dollars each. How many dollars are left?")
                    .numbers(FACTOR, FACTOR, LARGE)
                    .first("a * b", "the tickets cost %s dollars")
                    .second("c - x", "%s dollars are left")
                    .hasty("c - a * b", "c - b"),
            topic(
                            "run",
                            EASY,
                            "{name} runs {a} miles a day for {b} days and then {c} miles more. How many miles is that?")
                    .numbers(FACTOR, FACTOR, SMALL)
                    .first("a * b", "in {b} days it is %s miles")
                    .second("x + c", "in all it is %s miles")
                    .hasty("a * b + c", "a + c"));

    private Topics() {}

    private static Draft topic(String name, Topic.Look look, String question) {
        return new Draft(name, look, question);
    }

    /** Takes a topic's parts in the order they are read in. */
    private static final class Draft {
        private final String name;
        private final Topic.Look look;
        private final String question;
        private Range a;
        private Range b;
        private Range c;
        private String first;
        private String firstText;
        private String second;
        private String secondText;

        Draft(String name, Topic.Look look, String question) {
            this.name = name;
            this.look = look;
            this.question = question;
        }

        Draft numbers(Range a, Range b, Range c) {
            this.a = a;
            this.b = b;
            this.c = c;
            return this;
        }

        Draft first(String expression, String text) {
            this.first = expression;
            this.firstText = text;
            return this;
        }

        Draft second(String expression, String text) {
            this.second = expression;
            this.secondText = text;
            return this;
        }

        Topic hasty(String jump, String hurried) {
            return new Topic(name, look, question, a, b, c, first, firstText, second, secondText, jump, hurried);
        }
    }
}
