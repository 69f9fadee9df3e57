// exit: 134
Console.WriteLine("before");
Fire();
Thread.Sleep(5000);
Console.WriteLine("not reached");

static async void Fire()
{
    await Task.Delay(5);
    throw new InvalidOperationException("nobody awaits this");
}
