// exit: 134
class Program
{
    static async Task<int> Main()
    {
        try
        {
            await Task.WhenAll(Work(1), Work(2));
            return 0;
        }
        finally { Console.WriteLine("finally before the end"); }
    }

    static async Task Work(int n)
    {
        await Task.Yield();
        throw new ApplicationException($"work {n}", new ArgumentNullException(nameof(n)));
    }
}
