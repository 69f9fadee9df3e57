using System.Text.Json;
using System.Text.Json.Nodes;
using R1Code.Trainer.Tokenization.Jinja;

namespace R1Code.Trainer.Core.Tests.Tokenization.Jinja;

/// <summary>
/// Templates beside what Jinja2 3.1.6 makes of them (<c>trim_blocks</c> and <c>lstrip_blocks</c> on, loop controls, JSON as
/// Python writes it); <c>golden.json</c> holds values, templates and what came out, or that it failed.
/// </summary>
public sealed class JinjaTemplateTests
{
    private static readonly JsonNode Golden = JsonNode.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Tokenization", "Jinja", "golden.json"))
    )!;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Golden["cases"]!.AsArray().Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Render_GivesWhatJinja2Gives(int index)
    {
        var (template, expected) = (
            Golden["cases"]![index]!["template"]!.GetValue<string>(),
            Golden["cases"]![index]!["expected"]?.GetValue<string>()
        );

        if (expected is null)
        {
            Assert.Throws<JinjaException>(() => Render(template));
        }
        else
        {
            Assert.Equal(expected, Render(template).Value);
        }
    }

    [Fact]
    public void Text_RemembersItsSource_ThroughCutsAndJoins()
    {
        var text = Render(
            "<{{ ('</t> ' + said + ' end').split('</t>')[-1].strip().replace('o', '0') | trim }}>",
            ("said", TracedText.Of("hello world", 7))
        );

        Assert.Equal("<hell0 w0rld end>", text.Value);
        var said = Enumerable.Range(0, text.Length).Where(at => text.SourceOf(at) == 7).Select(at => text.Value[at]);
        Assert.Equal("hell wrld", string.Concat(said)); // what was replaced is the template's
    }

    [Theory]
    [InlineData("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "steps")]
    [InlineData(
        "{% set ns = namespace(s='xxxxxxxx') %}{% for a in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
        "characters"
    )]
    [InlineData("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "deep")]
    [InlineData("{{ range(10000000) }}", "range")]
    public void Render_Ends_WhateverTheTemplateDoes(string template, string reason)
    {
        var failure = Assert.Throws<JinjaException>(() => Render(template));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_Ends_WhereBracketsStandWithoutEnd()
    {
        Assert.Throws<JinjaException>(() => JinjaTemplate.Parse("{{ " + new string('(', 100_000)));
        Assert.Throws<JinjaException>(() =>
            JinjaTemplate.Parse("{{ " + string.Concat(Enumerable.Repeat("not ", 100_000)) + "a }}")
        );
        Assert.Throws<JinjaException>(() => JinjaTemplate.Parse("{{ " + new string('-', 100_000) + "1 }}"));
        Assert.Throws<JinjaException>(() =>
            JinjaTemplate.Parse(string.Concat(Enumerable.Repeat("{% if a %}", 100_000)))
        );
    }

    private static TracedText Render(string template, params (string Name, object? Value)[] more)
    {
        var values = Golden["values"]!
            .AsObject()
            .Select(entry => new KeyValuePair<string, object?>(entry.Key, Value(entry.Value)));
        return JinjaTemplate
            .Parse(template)
            .Render([.. values, .. more.Select(one => new KeyValuePair<string, object?>(one.Name, one.Value))])
            .Text;
    }

    private static object? Value(JsonNode? node) =>
        node switch
        {
            null => null,
            JsonArray list => list.Select(Value).ToList(),
            JsonObject map => new OrderedDictionary<string, object?>(
                map.Select(entry => new KeyValuePair<string, object?>(entry.Key, Value(entry.Value)))
            ),
            _ => node.GetValueKind() switch
            {
                JsonValueKind.String => TracedText.Of(node.GetValue<string>()),
                JsonValueKind.True or JsonValueKind.False => node.GetValue<bool>(),
                _ => node.AsValue().TryGetValue<long>(out var whole) ? whole : (object)node.GetValue<double>(),
            },
        };
}
