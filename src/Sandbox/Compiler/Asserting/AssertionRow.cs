using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using R1Code.Sandbox.Compiler.Calling;

namespace R1Code.Sandbox.Compiler.Asserting;

/// <summary>
/// One assertion on its way into the call table: the ways its row could be written, of which one is chosen when the
/// compiler has said what the comparison means.
/// </summary>
internal abstract class AssertionRow
{
    /// <summary>The ways, to be bound to the submission.</summary>
    public required IReadOnlyList<CallText> Variants { get; init; }

    /// <summary>Chooses the row and the text of its expected value; null where the row must give true.</summary>
    public abstract (CallText Row, string? Expected) Decide(
        CallText[] bound,
        MethodDeclarationSyntax[] bodies,
        SemanticModel model,
        UnsplitCheck check
    );

    /// <summary>The row of an assertion. A comparison is split where exactly one side speaks of the submission.</summary>
    public static AssertionRow Of(Assertion assertion, SubmissionNames names)
    {
        switch (assertion.Claim)
        {
            case Claim.Equal equal:
                var isLeft = names.AreIn(equal.Left, assertion.Needs);
                var isRight = names.AreIn(equal.Right, assertion.Needs);
                return isLeft != isRight
                    ? Split(equal, isLeft ? equal.Left : equal.Right, isLeft ? equal.Right : equal.Left, assertion)
                    : Whole(ConditionOf(equal), assertion);
            case Claim.Truth { Value: true } truth:
                return Whole(truth.Condition, assertion);
            case Claim.Truth truth:
                return new UnsplitRow { Variants = [Call(truth.Condition, assertion)], Expected = "false" };
            case Claim.Completes completes:
                return new UnsplitRow
                {
                    Variants = [new CallText(completes.Block) { Before = assertion.Needs(completes.Block) }],
                };
            default:
                throw new InvalidOperationException($"no row for {assertion.Claim.GetType().Name}");
        }
    }

    private static SplitRow Split(
        Claim.Equal equal,
        ExpressionSyntax actual,
        ExpressionSyntax expected,
        Assertion assertion
    ) =>
        new()
        {
            Variants =
                equal.Kind == EqualityKind.Content
                    ? [Call(actual, assertion)]
                    : [Call(actual, assertion), Call(equal.Condition, assertion)],
            Kind = equal.Kind,
            Expected = ExpectedText.Of(expected, assertion.Needs),
        };

    private static UnsplitRow Whole(ExpressionSyntax condition, Assertion assertion) =>
        new() { Variants = [Call(condition, assertion)] };

    private static ExpressionSyntax ConditionOf(Claim.Equal equal) =>
        equal.Kind == EqualityKind.Content
            ? SyntaxFactory.ParseExpression($"global::System.Object.Equals({equal.Left}, {equal.Right})")
            : equal.Condition;

    private static CallText Call(ExpressionSyntax expression, Assertion assertion) =>
        new(expression) { Before = assertion.Needs(expression) };

    /// <summary>The row that runs what it has to run and then says no.</summary>
    private static CallText Never(CallText actual) =>
        actual with
        {
            Node = SyntaxFactory.ParseStatement($"{{ object __r1 = ({actual.Render()}\n); return false; }}"),
        };

    private sealed class SplitRow : AssertionRow
    {
        public required EqualityKind Kind { get; init; }

        public required string Expected { get; init; }

        public override (CallText Row, string? Expected) Decide(
            CallText[] bound,
            MethodDeclarationSyntax[] bodies,
            SemanticModel model,
            UnsplitCheck check
        )
        {
            var actual = bound[0];
            var (meaning, convertTo) = EqualityMeaning.Of(CallTable.Expression(bodies[^1]), Kind, model);
            return meaning switch
            {
                Meaning.NeverTrue => (Never(actual), null),
                Meaning.EmptyOnly => (
                    Wrap(actual, "!global::System.Linq.Enumerable.Any(", ")"),
                    Framed("global::System.Linq.Enumerable.Any(", ") ? \"compared by reference\" : (object)true")
                ),
                _ when convertTo is not null => (Wrap(actual, $"({convertTo})(", ")"), Framed($"({convertTo})(", ")")),
                _ when Kind == EqualityKind.Sequence && NeedCopies(bodies[^1], model) => (
                    Wrap(actual, "global::System.Linq.Enumerable.ToArray(", ")"),
                    Framed("global::System.Linq.Enumerable.ToArray(", ")")
                ),
                _ => (actual, Expected),
            };
        }

        private static bool NeedCopies(MethodDeclarationSyntax body, SemanticModel model) =>
            CallTable.Expression(body) is { } condition
            && ConditionReader.Bare(condition)
                is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax method } call
            && call.ArgumentList.Arguments.Select(a => a.Expression)
                .Append(method.Expression)
                .Any(e => EqualityMeaning.NeedsCopy(model.GetTypeInfo(e).Type));

        private static CallText Wrap(CallText call, string before, string after) =>
            call with
            {
                Node = SyntaxFactory.ParseExpression($"{before}{call.Render()}\n{after}"),
            };

        // Statements keep their order; the expression behind the last return is what is framed.
        private string Framed(string before, string after)
        {
            var at = Expected.StartsWith("return (", StringComparison.Ordinal)
                ? 0
                : Expected.LastIndexOf("\nreturn (", StringComparison.Ordinal) + 1;
            return at == 0 && !Expected.StartsWith("return (", StringComparison.Ordinal)
                ? $"{before}{Expected}\n{after}"
                : $"{Expected[..at]}return {before}{Expected[(at + "return ".Length)..^1]}{after};";
        }
    }

    private sealed class UnsplitRow : AssertionRow
    {
        public string? Expected { get; init; }

        public override (CallText Row, string? Expected) Decide(
            CallText[] bound,
            MethodDeclarationSyntax[] bodies,
            SemanticModel model,
            UnsplitCheck check
        ) =>
            check.Distrust(bodies[0]) is null
                ? (bound[0], Expected)
                : (bound[0] with { Node = SyntaxFactory.ParseExpression("false"), Before = [] }, null);
    }
}
