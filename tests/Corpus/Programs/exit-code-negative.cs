// exit: 255
class Program
{
    static int Main(string[] args)
    {
        Console.WriteLine(args.Length);
        return args.Length - 1;
    }
}
