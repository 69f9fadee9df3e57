using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace R1Code.Sandbox.Compiler.Calling;

/// <summary>
/// Writes the rows of a call table, a method each so that a test pays only for compiling its own, and finds out from
/// the bound types how each row returns its value. Nothing in the text can be captured by names of the submission: it
/// uses keywords and its own members only.
/// </summary>
internal sealed class CallTable
{
    /// <summary>How the names of rows begin.</summary>
    public const string RowPrefix = "__R1CodeRow";

    private readonly IReadOnlyList<CallText> _calls;
    private readonly RowForm[] _forms;
    private readonly List<TextSpan> _rows = [];

    /// <summary>A table whose rows are boxed as they are, until <see cref="Typed"/> knows better.</summary>
    public CallTable(IReadOnlyList<CallText> calls)
        : this(calls, new RowForm[calls.Count]) { }

    private CallTable(IReadOnlyList<CallText> calls, RowForm[] forms)
    {
        _calls = calls;
        _forms = forms;
    }

    /// <summary>Members that make the table: the rows and <c>object <paramref name="name"/>(int index)</c>.</summary>
    /// <param name="name">Name of the dispatching method.</param>
    /// <param name="modifiers">Modifiers of all members, such as <c>static</c>.</param>
    /// <param name="offset">Where the text will stand, so that <see cref="RowAt"/> knows positions.</param>
    public string Members(string name, string modifiers, int offset)
    {
        _rows.Clear();
        var text = new StringBuilder();
        for (var i = 0; i < _calls.Count; i++)
        {
            var start = text.Length;
            text.Append(CultureInfo.InvariantCulture, $"{modifiers} object {RowName(i)}() {Body(i)}\n");
            _rows.Add(new TextSpan(offset + start, text.Length - start));
        }

        text.Append(CultureInfo.InvariantCulture, $"{modifiers} object {name}(int index) {{ switch (index) {{\n");
        for (var i = 0; i < _calls.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"case {i}: return {RowName(i)}();\n");
        }

        return text.Append("default: return null; } }\n").ToString();
    }

    /// <summary>The row at a position of the text, or −1.</summary>
    public int RowAt(int position) => _rows.FindIndex(r => r.Contains(position));

    /// <summary>
    /// The table with each row's form taken from the types the compiler bound, or this one where all rows are boxed.
    /// </summary>
    public CallTable Typed(SyntaxTree tree, SemanticModel model, CancellationToken cancellationToken)
    {
        var methods = RowMethods(tree, cancellationToken);
        var forms = new RowForm[_calls.Count];
        for (var i = 0; i < forms.Length; i++)
        {
            if (_calls[i].IsExpression && methods.TryGetValue(i, out var row) && Expression(row) is { } expression)
            {
                forms[i] = RowForms.Of(model.GetTypeInfo(expression, cancellationToken).Type);
            }
        }

        return forms.All(f => f == RowForm.Value) ? this : new CallTable(_calls, forms);
    }

    /// <summary>The methods of the rows in a tree that holds <see cref="Members"/>.</summary>
    public static Dictionary<int, MethodDeclarationSyntax> RowMethods(
        SyntaxTree tree,
        CancellationToken cancellationToken
    )
    {
        var rows = new Dictionary<int, MethodDeclarationSyntax>();
        foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes(n => n is not BlockSyntax))
        {
            if (
                node is MethodDeclarationSyntax method
                && method.Identifier.Text.StartsWith(RowPrefix, StringComparison.Ordinal)
                && int.TryParse(
                    method.Identifier.Text.AsSpan(RowPrefix.Length),
                    CultureInfo.InvariantCulture,
                    out var row
                )
            )
            {
                rows[row] = method;
            }
        }

        return rows;
    }

    /// <summary>The expression that a row of form <see cref="RowForm.Value"/> returns.</summary>
    public static ExpressionSyntax? Expression(MethodDeclarationSyntax row) =>
        row.Body?.Statements.LastOrDefault()
            is ReturnStatementSyntax
            {
                Expression: CastExpressionSyntax { Expression: ParenthesizedExpressionSyntax inner }
            }
            ? inner.Expression
            : null;

    private static string RowName(int index) => RowPrefix + index.ToString(CultureInfo.InvariantCulture);

    private string Body(int index)
    {
        var call = _calls[index];
        var text = call.Render();
        var result = (call.IsExpression, _forms[index]) switch
        {
            (false, _) => $"{text}\n return null;",
            (_, RowForm.Void) => $"{text}\n; return null;",
            (_, RowForm.Copied) => $"return (object)({text}\n).ToArray();",
            (_, RowForm.Awaited) => $"return (object)({text}\n).GetAwaiter().GetResult();",
            (_, RowForm.AwaitedVoid) => $"({text}\n).GetAwaiter().GetResult(); return null;",
            _ => $"return (object)({text}\n);",
        };
        return $"{{ {call.RenderBefore()}{result} }}";
    }
}
