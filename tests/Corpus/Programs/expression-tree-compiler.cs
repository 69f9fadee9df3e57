using System.Linq.Expressions;

Expression<Func<int, int, int>> original = (a, b) => (a + b) * (a - b) + 3 * 4;
var folded = (Expression<Func<int, int, int>>)new Folder().Visit(original);
Console.WriteLine(original.Body);
Console.WriteLine(folded.Body);
Console.WriteLine(folded.Compile()(7, 5) + " " + folded.Compile(preferInterpretation: true)(7, 5));

var n = Expression.Parameter(typeof(int), "n");
var result = Expression.Variable(typeof(long), "result");
var done = Expression.Label(typeof(long));
var factorial = Expression.Lambda<Func<int, long>>(
    Expression.Block([result],
        Expression.Assign(result, Expression.Constant(1L)),
        Expression.Loop(
            Expression.IfThenElse(
                Expression.GreaterThan(n, Expression.Constant(1)),
                Expression.MultiplyAssign(result, Expression.Convert(Expression.PostDecrementAssign(n), typeof(long))),
                Expression.Break(done, result)),
            done)), n).Compile();
Console.WriteLine(factorial(15));

var getters = typeof(Person).GetProperties().OrderBy(p => p.Name).ToDictionary(p => p.Name, p =>
{
    var person = Expression.Parameter(typeof(Person));
    return Expression.Lambda<Func<Person, object>>(Expression.Convert(Expression.Property(person, p), typeof(object)), person).Compile();
});
var ada = new Person("Ada", 36);
Console.WriteLine(string.Join(" ", getters.Select(g => $"{g.Key}={g.Value(ada)}")));
Console.WriteLine(string.Join(",", Filter(Enumerable.Range(1, 20).AsQueryable(), "Greater", 17)));
var method = ((MethodCallExpression)((Expression<Func<string, bool>>)(s => s.StartsWith("x"))).Body).Method;
Console.WriteLine(method.Name + " " + method.GetParameters().Length);
var tryCatch = Expression.Lambda<Func<string>>(Expression.TryCatch(
    Expression.Block(Expression.Throw(Expression.New(typeof(FormatException).GetConstructor([typeof(string)])!, Expression.Constant("thrown"))), Expression.Constant("not reached")),
    Expression.Catch(Expression.Parameter(typeof(FormatException), "e"), Expression.Constant("caught")))).Compile();
Console.WriteLine(tryCatch());

static IQueryable<int> Filter(IQueryable<int> source, string op, int than)
{
    var x = Expression.Parameter(typeof(int), "x");
    var body = op == "Greater" ? Expression.GreaterThan(x, Expression.Constant(than)) : Expression.LessThan(x, Expression.Constant(than));
    return source.Where(Expression.Lambda<Func<int, bool>>(body, x));
}

sealed record Person(string Name, int Age);
sealed class Folder : ExpressionVisitor
{
    protected override Expression VisitBinary(BinaryExpression node)
    {
        var (left, right) = (Visit(node.Left), Visit(node.Right));
        return left is ConstantExpression && right is ConstantExpression
            ? Expression.Constant(Expression.Lambda(node.Update(left, node.Conversion, right)).Compile().DynamicInvoke(), node.Type)
            : node.Update(left, node.Conversion, right);
    }
}
