using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace R1Code.Sandbox.Compiler.Calling;

/// <summary>How a row turns its expression into an object.</summary>
internal enum RowForm
{
    /// <summary>Boxed as it is.</summary>
    Value,

    /// <summary>Nothing comes back: the row gives null.</summary>
    Void,

    /// <summary>A span lives on the stack: its elements are copied.</summary>
    Copied,

    /// <summary>A task is waited for, its result boxed.</summary>
    Awaited,

    /// <summary>A task without a result is waited for.</summary>
    AwaitedVoid,
}

/// <summary>
/// Writes the rows of a call table, a method each so that a test pays only for compiling its own, and finds out from
/// the bound types how each row returns its value. Nothing in the text can be captured by names of the submission: it
/// uses keywords and its own members only.
/// </summary>
internal sealed class CallTable
{
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
        var forms = new RowForm[_calls.Count];
        var methods = tree.GetRoot(cancellationToken)
            .DescendantNodes(n => n is not BlockSyntax)
            .OfType<MethodDeclarationSyntax>();
        var byName = methods
            .Where(m => m.Identifier.Text.StartsWith(RowPrefix, StringComparison.Ordinal))
            .ToDictionary(m => m.Identifier.Text, StringComparer.Ordinal);
        for (var i = 0; i < forms.Length; i++)
        {
            if (_calls[i].IsExpression && byName.TryGetValue(RowName(i), out var row))
            {
                forms[i] = FormOf(model, Expression(row), cancellationToken);
            }
        }

        return forms.All(f => f == RowForm.Value) ? this : new CallTable(_calls, forms);
    }

    /// <summary>The same rows before their types were known.</summary>
    public CallTable Untyped() => new(_calls);

    private const string RowPrefix = "__R1CodeRow";

    private static string RowName(int index) => RowPrefix + index.ToString(CultureInfo.InvariantCulture);

    private string Body(int index)
    {
        var text = _calls[index].Render();
        if (!_calls[index].IsExpression)
        {
            return $"{{ {text}\n return null; }}";
        }

        // The line break ends a comment that the text may end with.
        return _forms[index] switch
        {
            RowForm.Void => $"{{ {text}\n; return null; }}",
            RowForm.Copied => $"{{ return (object)({text}\n).ToArray(); }}",
            RowForm.Awaited => $"{{ return (object)({text}\n).GetAwaiter().GetResult(); }}",
            RowForm.AwaitedVoid => $"{{ ({text}\n).GetAwaiter().GetResult(); return null; }}",
            _ => $"{{ return (object)({text}\n); }}",
        };
    }

    private static ExpressionSyntax? Expression(MethodDeclarationSyntax row) =>
        row.Body?.Statements.FirstOrDefault()
            is ReturnStatementSyntax
            {
                Expression: CastExpressionSyntax { Expression: ParenthesizedExpressionSyntax inner }
            }
            ? inner.Expression
            : null;

    private static RowForm FormOf(
        SemanticModel model,
        ExpressionSyntax? expression,
        CancellationToken cancellationToken
    )
    {
        var type = expression is null ? null : model.GetTypeInfo(expression, cancellationToken).Type;
        if (type is null)
        {
            return RowForm.Value;
        }

        if (type.SpecialType == SpecialType.System_Void)
        {
            return RowForm.Void;
        }

        if (type.IsRefLikeType)
        {
            return RowForm.Copied;
        }

        return type.OriginalDefinition.ToDisplayString() switch
        {
            "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask" => RowForm.AwaitedVoid,
            "System.Threading.Tasks.Task<TResult>" or "System.Threading.Tasks.ValueTask<TResult>" => RowForm.Awaited,
            _ => RowForm.Value,
        };
    }
}
